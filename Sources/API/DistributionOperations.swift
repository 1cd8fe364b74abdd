// The operations of subscriptions, deliveries, links and the live stream.

import Content
import Delivery
import Desk
import HTTPTypes
import Values

extension Operations {
  private static let subscription = Schema.reference("Subscription")
  private static let delivery = Schema.reference("Delivery")
  private static let key = ["Idempotency-Key"]
  private static func accepted(_ description: String) -> Operation.Answer {
    .json(202, description, Schema.object([]))
  }

  static let distribution: [(String, Operation)] =
    [("GET /stream", stream), ("GET /links", links)] + subscriptions + deliveries

  private static let links = Operation(
    id: "listLinks", summary: "List links in items",
    parameters: Operation.Parameter.rows([.state(Link.State.allCases.map(\.rawValue), example: "dead")]),
    answers: [
      .json(
        "A page of links, newest first, with the last check and the items", Schema.page(of: Schema.reference("Link")))
    ])

  private static let stream = Operation(
    id: "listen",
    summary: "Stream public changes",
    parameters: [
      .init(
        name: "kind", description: "Only changes of this kind. All kinds by default. Repeat it for several values.",
        schema: Schema.choice(SubscriptionFilter.kinds), example: "release", isRepeated: true),
      .init(
        name: "theme",
        description: "Only changes with this theme. All themes by default. Repeat it for several values.",
        schema: Schema.theme, example: "economy", isRepeated: true),
      .init(
        name: "site",
        description: "Only changes about the site with this id. All sites by default. Repeat it for several values.",
        schema: Shape.identifier.schema, example: "audi-vorst", isRepeated: true),
      .init(
        name: "lang",
        description:
          "Only changes with texts in this language. All languages by default. Repeat it for several values.",
        schema: Schema.choice(Language.codes), example: "nl", isRepeated: true),
      .init(
        name: "after",
        description: """
          Cursor of the last event received. The response begins with the events after it. Only new events by default.
          """,
        schema: Schema.string(), example: "0123456789abcdef-12"),
    ], fields: ["Last-Event-ID"],
    answers: [
      .init(
        status: 200, description: "An endless stream of server-sent events, with the content of webhooks",
        types: [("text/event-stream", Schema.string())])
    ],
    problems: [410])

  private static let subscriptions: [(String, Operation)] = [
    (
      "GET /subscriptions",
      Operation(
        id: "listSubscriptions", summary: "List webhook subscriptions",
        parameters: Operation.Parameter.rows([.state(Subscription.State.allCases.map(\.rawValue), example: "active")]),
        answers: [.json("A page of subscriptions, newest first, without secrets", Schema.page(of: subscription))])
    ),
    (
      "POST /subscriptions",
      Operation(
        id: "createSubscription", summary: "Create a webhook subscription",
        fields: key, content: .json(SubscriptionHandlers.fields.schema),
        answers: [
          .json(
            201, "The subscription (Standard Webhooks 1.0). Only this response contains its secret.", subscription,
            ["Location"])
        ], problems: [409, 415])
    ),
    (
      "GET /subscriptions/{n}",
      Operation(
        id: "showSubscription", summary: "Show a webhook subscription",
        answers: [.json("The subscription, without its secret", subscription)], problems: [404])
    ),
    (
      "PATCH /subscriptions/{n}",
      Operation(
        id: "patchSubscription", summary: "Update a webhook subscription",
        content: .init(
          types: ["application/merge-patch+json", "application/json"].map {
            ($0, Schema.object(SubscriptionHandlers.patchFields.map { ($0.name, $0.shape.schema) }))
          }),
        answers: [
          .json("The updated subscription. In a merge patch (RFC 7396), null removes a filter.", subscription)
        ], problems: [404, 409, 415])
    ),
    (
      "DELETE /subscriptions/{n}",
      Operation(
        id: "endSubscription", summary: "End a webhook subscription",
        answers: [.empty("The subscription has ended. Waiting deliveries are dropped.")], problems: [404, 409])
    ),
    (
      "POST /subscriptions/{n}/pings",
      Operation(
        id: "pingSubscription", summary: "Send a ping", fields: key,
        content: .json(Schema.object([]), isRequired: false), answers: [accepted("The ping will be sent")],
        problems: [404, 409, 415])
    ),
    (
      "POST /subscriptions/{n}/secrets",
      Operation(
        id: "rotateSubscriptionSecret", summary: "Rotate a webhook secret",
        fields: key, content: .json(Schema.object([]), isRequired: false),
        answers: [
          .json(
            201,
            "The subscription. Only this response contains its new secret; the old one also signs for one more day.",
            subscription)
        ], problems: [404, 409, 415])
    ),
    (
      "POST /subscriptions/{n}/replays",
      Operation(
        id: "replaySubscription", summary: "Resend events since a time", fields: key,
        content: .json(SubscriptionHandlers.replayFields.schema),
        answers: [accepted("The events will be resent with the same ids")], problems: [404, 409, 415])
    ),
  ]

  private static let deliveries: [(String, Operation)] = [
    (
      "GET /deliveries",
      Operation(
        id: "listDeliveries", summary: "List deliveries",
        parameters: Operation.Parameter.rows([
          .state(Delivery.State.allCases.map(\.rawValue), example: "failed"),
          .init(
            name: "way",
            description: "Only deliveries by this channel. All channels by default. Repeat it for several values.",
            schema: Schema.choice(Delivery.Channel.allCases.map(\.rawValue)), example: "webhook", isRepeated: true),
          .init(
            name: "type",
            description: "Only deliveries of this event type. All types by default. Repeat it for several values.",
            schema: Schema.choice(Event.types + Event.messages), example: "release.published", isRepeated: true),
          .init(
            name: "subscription",
            description: "Only deliveries to the subscription with this number. All subscriptions by default.",
            schema: Schema.integer(1...Int(Int32.max)), example: .integer(1)),
          .init(
            name: "subscriber",
            description: "Only deliveries to the subscriber with this number. All subscribers by default.",
            schema: Schema.integer(1...Int(Int32.max)), example: .integer(1)),
        ]),
        answers: [.json("A page of deliveries, newest first", Schema.page(of: delivery))])
    ),
    (
      "GET /deliveries/{n}",
      Operation(
        id: "showDelivery", summary: "Show a delivery",
        answers: [.json("The delivery, with its content", delivery)], problems: [404])
    ),
    (
      "POST /deliveries/{n}/replays",
      Operation(
        id: "replayDelivery", summary: "Resend a delivery", fields: key,
        content: .json(Schema.object([]), isRequired: false),
        answers: [accepted("The delivery will be resent with the same id")], problems: [404, 409, 415])
    ),
  ]
}

extension SharedSchemas {
  private static let number = Schema.integer(1...Int(Int32.max))

  static let distribution: [(String, JSON)] = [
    ("Subscription", subscription), ("Delivery", delivery), ("Link", link),
  ]

  private static let link = Schema.object(
    [
      ("number", number), ("url", Schema.string()), ("state", Schema.choice(Link.State.allCases.map(\.rawValue))),
      ("status", Schema.integer(100...599)), ("fault", Schema.string()), ("failures", Schema.integer(0...1_000)),
      ("checkedAt", Schema.instant), ("nextAt", Schema.instant), ("items", Schema.list(carrier)),
      ("itemCount", Schema.integer(0...Int(Int32.max))),
    ], required: ["number", "url", "state", "failures", "nextAt", "items", "itemCount"])

  private static let carrier = Schema.object(
    [
      ("href", Schema.link), ("kind", Schema.choice(Resource.all.map(\.kind))), ("id", Schema.string()),
      ("status", Schema.choice(Status.allCases.map(\.rawValue))),
    ], required: ["href", "kind", "id", "status"])

  private static let subscription = Schema.object(
    [("href", Schema.link), ("self", Schema.link), ("number", number)]
      + SubscriptionHandlers.fields.map { ($0.name, $0.shape.schema) } + [
        ("state", Schema.choice(Subscription.State.allCases.map(\.rawValue))),
        ("reason", Schema.choice(Subscription.Reason.allCases.map(\.rawValue))), ("failingSince", Schema.instant),
        ("createdAt", Schema.instant), ("createdBy", Schema.string()), ("secret", Schema.string()),
        ("deliveries", Schema.object([("href", Schema.link)], required: ["href"])),
      ], required: ["number", "url", "state", "createdAt"])

  private static let delivery = Schema.object(
    [
      ("href", Schema.link), ("self", Schema.link), ("number", number), ("event", Schema.string()),
      ("type", Schema.string()), ("happenedAt", Schema.instant), ("item", Schema.link),
      ("way", Schema.choice(Delivery.Channel.allCases.map(\.rawValue))), ("subscription", Schema.link),
      ("subscriber", Schema.link),
      ("state", Schema.choice(Delivery.State.allCases.map(\.rawValue))), ("attempts", Schema.integer(0...1_000)),
      ("nextAt", Schema.instant), ("at", Schema.instant), ("status", Schema.integer(100...599)),
      ("answer", Schema.string()), ("fault", Schema.string()), ("content", Schema.object([])),
    ], required: ["number", "event", "type", "way", "state", "attempts"])
}

// What the routes of subscriptions and deliveries do.

import Content
import Delivery
import Desk
import HTTPTypes
import Values

extension Operations {
  private static let subscription = Schema.reference("Subscription")
  private static let delivery = Schema.reference("Delivery")
  private static let key = ["Idempotency-Key"]
  private static let accepted = Operation.Answer.json(202, "It follows", Schema.object([]))

  static let distribution: [(String, Operation)] =
    [("GET /stream", stream), ("GET /links", links)] + subscriptions + deliveries

  private static let links = Operation(
    id: "listLinks", summary: "Where items link to, whether it was found when it was asked for, and which items",
    parameters: [
      .init(
        name: "state", description: "In these states", schema: Schema.choice(Link.State.allCases.map(\.rawValue)),
        isRepeated: true)
    ] + rows, answers: [.json("Newest first", Schema.page(of: Schema.reference("Link")))])

  private static let stream = Operation(
    id: "listen",
    summary: "Every public change as it happens, as server-sent events with the content of webhooks",
    parameters: [
      .init(
        name: "kind", description: "Of these kinds", schema: Schema.choice(SubscriptionFilter.kinds), isRepeated: true),
      .init(name: "theme", description: "Of these themes", schema: Schema.choice(Theme.names), isRepeated: true),
      .init(name: "site", description: "On these sites, by id", schema: Shape.identifier.schema, isRepeated: true),
      .init(name: "lang", description: "In these languages", schema: Schema.choice(Language.codes), isRepeated: true),
      .init(name: "after", description: "What came after this event, first", schema: Schema.string()),
    ], fields: ["Last-Event-ID"],
    answers: [
      .init(status: 200, description: "Events without an end", types: [("text/event-stream", Schema.string())])
    ],
    problems: [410])

  private static let subscriptions: [(String, Operation)] = [
    (
      "GET /subscriptions",
      Operation(
        id: "listSubscriptions", summary: "Receivers of webhooks, without their secrets",
        parameters: [
          .init(
            name: "state", description: "In these states",
            schema: Schema.choice(Subscription.State.allCases.map(\.rawValue)), isRepeated: true)
        ] + rows, answers: [.json("Newest first", Schema.page(of: subscription))])
    ),
    (
      "POST /subscriptions",
      Operation(
        id: "createSubscription",
        summary: "Have webhooks sent (Standard Webhooks 1.0); the secret stands in this answer alone",
        fields: key, content: .json(SubscriptionHandlers.fields.schema),
        answers: [.json(201, "The subscription", subscription, ["Location"])], problems: [409, 415])
    ),
    (
      "GET /subscriptions/{n}",
      Operation(
        id: "showSubscription", summary: "Read of a subscription, without its secret",
        answers: [.json("The subscription", subscription)], problems: [404])
    ),
    (
      "PATCH /subscriptions/{n}",
      Operation(
        id: "patchSubscription", summary: "Change address or filters, pause or resume, by merge patch (RFC 7396)",
        content: .init(
          types: ["application/merge-patch+json", "application/json"].map {
            ($0, Schema.object(SubscriptionHandlers.patchFields.map { ($0.name, $0.shape.schema) }))
          }), answers: [.json("As it is now", subscription)], problems: [404, 409, 415])
    ),
    (
      "DELETE /subscriptions/{n}",
      Operation(
        id: "endSubscription", summary: "End a subscription; what waits is dropped", answers: [.empty],
        problems: [404, 409])
    ),
    (
      "POST /subscriptions/{n}/pings",
      Operation(
        id: "pingSubscription", summary: "Send a ping to try the receiver", fields: key,
        content: .json(Schema.object([]), isRequired: false), answers: [accepted], problems: [404, 409, 415])
    ),
    (
      "POST /subscriptions/{n}/secrets",
      Operation(
        id: "rotateSubscriptionSecret",
        summary: "Make a new secret, which stands in this answer alone; the one before signs as well for a day",
        fields: key, content: .json(Schema.object([]), isRequired: false),
        answers: [.json(201, "The subscription with its new secret", subscription)], problems: [404, 409, 415])
    ),
    (
      "POST /subscriptions/{n}/replays",
      Operation(
        id: "replaySubscription", summary: "Send all since a time again, under the same ids", fields: key,
        content: .json(SubscriptionHandlers.replayFields.schema), answers: [accepted], problems: [404, 409, 415])
    ),
  ]

  private static let deliveries: [(String, Operation)] = [
    (
      "GET /deliveries",
      Operation(
        id: "listDeliveries", summary: "What went to whom, and what became of it",
        parameters: [
          .init(
            name: "state", description: "In these states",
            schema: Schema.choice(Delivery.State.allCases.map(\.rawValue)), isRepeated: true),
          .init(
            name: "way", description: "By these ways", schema: Schema.choice(Delivery.Channel.allCases.map(\.rawValue)),
            isRepeated: true),
          .init(
            name: "type", description: "Of these events", schema: Schema.choice(Event.types + Event.messages),
            isRepeated: true),
          .init(
            name: "subscription", description: "Of one subscription, by its number",
            schema: Schema.integer(1...Int(Int32.max))),
          .init(
            name: "subscriber", description: "To one subscriber, by its number",
            schema: Schema.integer(1...Int(Int32.max))),
        ] + rows, answers: [.json("Newest first", Schema.page(of: delivery))])
    ),
    (
      "GET /deliveries/{n}",
      Operation(
        id: "showDelivery", summary: "Read a delivery, with its content", answers: [.json("The delivery", delivery)],
        problems: [404])
    ),
    (
      "POST /deliveries/{n}/replays",
      Operation(
        id: "replayDelivery", summary: "Send it again, under the same id", fields: key,
        content: .json(Schema.object([]), isRequired: false), answers: [accepted], problems: [404, 409, 415])
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

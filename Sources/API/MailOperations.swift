// The operations of releases by mail.

import Content
import Delivery
import HTTPTypes
import Values

extension Operations {
  private static let subscriber = Schema.reference("Subscriber")

  static let mail: [(String, Operation)] = [
    (
      "GET /subscribe",
      Operation(
        id: "showSubscribing", summary: "Show the subscription form", parameters: [.lang],
        fields: Operation.reading, answers: [page("The page", Operation.shown)], problems: [404])
    ),
    (
      "POST /subscribers",
      Operation(
        id: "requestMail",
        summary: "Subscribe to releases by mail",
        parameters: [.lang],
        content: .init(
          types: ["application/json", SignupHandlers.formTypes[0]].map { ($0, SignupHandlers.fields.schema) }),
        answers: [
          .init(
            status: 202,
            description: "A confirmation link is mailed. Known and unknown addresses get the same response.",
            types: [
              (
                "application/json",
                Schema.object([("state", Schema.choice(["pending"]))], required: ["state"])
              ), ("text/html", Schema.string()),
            ])
        ], problems: [404, 415])
    ),
    (
      "GET /subscribers/confirmations/{token}",
      question("showConfirmation", "Show the confirmation page")
    ),
    (
      "POST /subscribers/confirmations/{token}",
      action(
        "confirmMail", "Confirm a mail subscription", "The subscription is confirmed. The link expires after 48 hours.",
        [410])
    ),
    ("GET /subscribers/endings/{token}", question("showEnding", "Show the unsubscribe page")),
    (
      "POST /subscribers/endings/{token}",
      action("endMail", "Unsubscribe from mail", "The subscription has ended and the address is erased (RFC 8058)")
    ),
    (
      "GET /subscribers",
      Operation(
        id: "listSubscribers", summary: "List mail subscribers",
        parameters: Operation.Parameter.rows([
          .state(Subscriber.State.allCases.map(\.rawValue), example: "active"),
          .init(
            name: "language",
            description: "Only subscribers with this language. All languages by default. Repeat it for several values.",
            schema: Schema.choice(Language.codes), example: "nl", isRepeated: true),
        ]),
        answers: [.json("A page of subscribers, newest first", Schema.page(of: subscriber))])
    ),
    (
      "GET /subscribers/{n}",
      Operation(
        id: "showSubscriber", summary: "Show a mail subscriber",
        answers: [.json("The subscriber", subscriber)], problems: [404])
    ),
    (
      "DELETE /subscribers/{n}",
      Operation(
        id: "endSubscriber", summary: "End a mail subscription",
        answers: [.empty("The subscription has ended and the address is erased")], problems: [404, 409])
    ),
  ]

  private static func page(_ description: String = "The page", _ fields: [String] = []) -> Operation.Answer {
    .init(status: 200, description: description, types: [("text/html", Schema.string())], fields: fields)
  }

  private static func question(_ id: String, _ summary: String) -> Operation {
    Operation(id: id, summary: summary, parameters: [.lang], answers: [page()], problems: [404])
  }

  private static func action(
    _ id: String, _ summary: String, _ description: String, _ problems: [Int] = []
  ) -> Operation {
    Operation(
      id: id, summary: summary, parameters: [.lang],
      content: .init(types: SignupHandlers.formTypes.map { ($0, Schema.object([])) }, isRequired: false),
      answers: [page(description)], problems: [404, 415] + problems)
  }
}

extension SharedSchemas {
  static let mail: [(String, JSON)] = [("Subscriber", subscriber)]

  private static let subscriber = Schema.object(
    [
      ("href", Schema.link), ("self", Schema.link), ("number", Schema.integer(1...Int(Int32.max))),
    ] + SignupHandlers.fields.map { ($0.name, $0.shape.schema) } + [
      ("state", Schema.choice(Subscriber.State.allCases.map(\.rawValue))),
      ("reason", Schema.choice(Subscriber.Reason.allCases.map(\.rawValue))), ("requestedAt", Schema.instant),
      ("confirmedAt", Schema.instant), ("endedAt", Schema.instant),
      ("deliveries", Schema.object([("href", Schema.link)], required: ["href"])),
    ], required: ["number", "language", "state", "requestedAt"])
}

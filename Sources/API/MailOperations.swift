// What the routes of releases by mail do.

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
        id: "showSubscribing", summary: "The form to get releases by mail", parameters: [.lang],
        fields: Operation.reading, answers: [page(Operation.shown)], problems: [404])
    ),
    (
      "POST /subscribers",
      Operation(
        id: "requestMail",
        summary: "Ask for releases by mail; the answer is the same for an address that is known already",
        parameters: [.lang],
        content: .init(
          types: ["application/json", SignupHandlers.formTypes[0]].map {
            ($0, SignupHandlers.fields.schema)
          }),
        answers: [
          .init(
            status: 202, description: "A link is mailed to the address, by which to confirm it",
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
      question("showConfirmation", "The page of a link that confirms a request")
    ),
    (
      "POST /subscribers/confirmations/{token}",
      action("confirmMail", "Confirm the request that the link was mailed for, within 48 hours", [410])
    ),
    ("GET /subscribers/endings/{token}", question("showEnding", "The page of a link that ends mail")),
    (
      "POST /subscribers/endings/{token}", action("endMail", "Get no more mail (RFC 8058), and have the address erased")
    ),
    (
      "GET /subscribers",
      Operation(
        id: "listSubscribers", summary: "Who gets releases by mail, or did",
        parameters: [
          .init(
            name: "state", description: "In these states",
            schema: Schema.choice(Subscriber.State.allCases.map(\.rawValue)), isRepeated: true),
          .init(
            name: "language", description: "In these languages", schema: Schema.choice(Language.codes),
            isRepeated: true),
        ] + rows, answers: [.json("Newest first", Schema.page(of: subscriber))])
    ),
    (
      "GET /subscribers/{n}",
      Operation(
        id: "showSubscriber", summary: "Read of somebody who gets releases by mail",
        answers: [.json("The subscriber", subscriber)], problems: [404])
    ),
    (
      "DELETE /subscribers/{n}",
      Operation(
        id: "endSubscriber", summary: "Send no more mail to a subscriber, and erase the address", answers: [.empty],
        problems: [404, 409])
    ),
  ]

  private static func page(_ fields: [String] = []) -> Operation.Answer {
    .init(status: 200, description: "The page", types: [("text/html", Schema.string())], fields: fields)
  }

  private static func question(_ id: String, _ summary: String) -> Operation {
    Operation(id: id, summary: summary, parameters: [.lang], answers: [page()], problems: [404])
  }

  private static func action(_ id: String, _ summary: String, _ problems: [Int] = []) -> Operation {
    Operation(
      id: id, summary: summary, parameters: [.lang],
      content: .init(types: SignupHandlers.formTypes.map { ($0, Schema.object([])) }, isRequired: false),
      answers: [page()], problems: [404, 415] + problems)
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

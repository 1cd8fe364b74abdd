// The handlers of mail subscribers for the scope `admin`: list, show and end.

import Catalog
import Delivery
import Desk
import GRDB
import HTTP
import HTTPTypes
import Routing
import Storage
import Values

enum SubscriberHandlers {
  static let routes: [Route<NewsroomEndpoint>] = [
    Route(.get, "/subscribers", access: .scope(.admin), list),
    Route(.get, "/subscribers/{n}", access: .scope(.admin), show),
    Route(.delete, "/subscribers/{n}", access: .scope(.admin), end),
  ]

  @Sendable private static func list(_ context: inout RequestContext) throws -> Response {
    let page = NumberedPage(&context.query)
    var condition = Condition(source: "subscribers")
    for (name, choices) in [("state", Subscriber.State.allCases.map(\.rawValue)), ("language", Language.codes)] {
      let values = context.query.choices(name, of: choices)
      condition.narrow(name, to: values)
    }
    try context.query.finish()
    let address = context.app.publicURL
    return try context.numbered(page, of: "/subscribers", condition) { row in
      .object(document(try Subscriber(row: row), "href", address))
    }
  }

  @Sendable private static func show(_ context: inout RequestContext) throws -> Response {
    try context.query.finish()
    let context = context
    return try context.app.desk.pool.read { db in
      .json(.object(document(try subscriber(context, db), "self", context.app.publicURL)))
    }
  }

  /// Ends the subscription and erases the mail address.
  @Sendable private static func end(_ context: inout RequestContext) throws -> Response {
    try context.query.finish()
    let context = context
    try context.app.desk.pool.write { db in
      let subscriber = try subscriber(context, db)
      guard subscriber.state != .ended else { throw Problem.conflict("subscriptionEnded", .subscriptionEnded) }
      try subscriber.end(db, .admin, by: context.author)
    }
    return Response(status: .noContent)
  }

  private static func subscriber(_ context: RequestContext, _ db: Database) throws -> Subscriber {
    guard let number = context.parameters["n"].flatMap(Int64.init), let found = try Subscriber.find(db, number) else {
      throw Problem.notFound
    }
    return found
  }

  private static func document(_ subscriber: Subscriber, _ link: String, _ address: String) -> JSONObject {
    func time(_ instant: Instant?) -> JSON? { instant.map { .string($0.text) } }
    return JSONObject([
      (link, .string("\(address)/subscribers/\(subscriber.number)")), ("number", .integer(subscriber.number)),
      ("email", subscriber.email.map(JSON.string)), ("language", .string(subscriber.language.rawValue)),
      ("themes", subscriber.themes.isEmpty ? nil : .strings(subscriber.themes)),
      ("state", .string(subscriber.state.rawValue)), ("reason", subscriber.reason.map { .string($0.rawValue) }),
      ("requestedAt", time(subscriber.requestedAt)), ("confirmedAt", time(subscriber.confirmedAt)),
      ("endedAt", time(subscriber.endedAt)),
      ("deliveries", ["href": .string("\(address)/deliveries?subscriber=\(subscriber.number)")]),
    ])
  }
}

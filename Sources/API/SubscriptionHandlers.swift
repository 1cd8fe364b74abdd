// Subscriptions over HTTP: made, read, changed, ended, their secrets changed, by whoever has the scope `admin`.

import Catalog
import Content
import Delivery
import Desk
import GRDB
import HTTP
import HTTPTypes
import Outbound
import Routing
import Storage
import Values

enum SubscriptionHandlers {
  static let routes: [Route<NewsroomEndpoint>] = [
    Route(.get, "/subscriptions", access: .scope(.admin), list),
    Route(.post, "/subscriptions", access: .scope(.admin), create),
    Route(.get, "/subscriptions/{n}", access: .scope(.admin), show),
    Route(.patch, "/subscriptions/{n}", access: .scope(.admin), patch),
    Route(.delete, "/subscriptions/{n}", access: .scope(.admin), end),
    Route(.post, "/subscriptions/{n}/pings", access: .scope(.admin), ping),
    Route(.post, "/subscriptions/{n}/secrets", access: .scope(.admin), rotate),
    Route(.post, "/subscriptions/{n}/replays", access: .scope(.admin), replay),
  ]

  /// What a client says of a subscription.
  static let fields =
    [Field("url", .text(2_000), required: true), Field("description", .text(500))] + SubscriptionFilter.fields

  /// In a PATCH.
  static let patchFields = fields + [Field("state", .choice(["active", "paused"]))]

  static let replayFields = [Field("since", .instant, required: true)]

  @Sendable private static func list(_ call: inout Call) throws -> Response {
    let page = NumberedPage(&call.query)
    let states = call.query.choices("state", of: Subscription.State.allCases.map(\.rawValue))
    try call.query.finish()
    var condition = Condition(source: "subscriptions")
    condition.narrow("state", to: states)
    let address = call.app.publicURL
    return try call.numbered(page, of: "/subscriptions", condition) { row in
      .object(try document(Subscription(row: row), "href", address))
    }
  }

  @Sendable private static func show(_ call: inout Call) throws -> Response {
    try call.query.finish()
    let call = call
    return try call.app.desk.pool.read { db in
      .json(.object(document(try subscription(call, db), "self", call.app.publicURL)))
    }
  }

  /// The secret stands in this answer and nowhere else. A ping follows.
  @Sendable private static func create(_ call: inout Call) throws -> Response {
    try call.query.finish()
    try call.accept(["application/json"])
    let input = try call.request.body.object()
    let wish = try call.app.desk.pool.read { db in try checked(input, fields, db) }.wish(under: call.app.addressRules)
    let call = call
    let response = try call.app.desk.pool.write { db in
      let (number, secret) = try Subscription.create(db, wish, by: call.author)
      try Event.ping(db, subscription: number, address: call.app.publicURL)
      guard let made = try Subscription.find(db, number) else { throw Problem.internalError }
      let location = "\(call.app.publicURL)/subscriptions/\(number)"
      try call.key?.spend(on: location, db)
      var json = document(made, "self", call.app.publicURL)
      json["secret"] = .string(secret.text)
      var response = Response.json(.object(json), .created)
      response.fields[.location] = location
      return response
    }
    try call.app.deliveries.wake()
    return response
  }

  /// JSON Merge Patch (RFC 7396): null takes a filter away.
  @Sendable private static func patch(_ call: inout Call) throws -> Response {
    try call.query.finish()
    try call.accept(["application/merge-patch+json", "application/json"])
    let patch = try call.request.body.object()
    let call = call
    let document = try call.app.desk.pool.read { db in
      let subscription = try active(call, db)
      var merged = JSONObject([
        ("url", .string(subscription.url)), ("description", subscription.description.map(JSON.string)),
        ("state", .string(subscription.state.rawValue)),
      ])
      for (name, value) in subscription.filter.json.members { merged[name] = value }
      merged.merge(patch: patch)
      return try checked(merged, patchFields, db)
    }
    let wish = try document.wish(under: call.app.addressRules)
    let response = try call.app.desk.pool.write { db in
      let subscription = try active(call, db)
      let state = document["state"]?.string.flatMap(Subscription.State.init) ?? subscription.state
      try subscription.change(db, to: wish, state, by: call.author)
      return Response.json(.object(self.document(try self.subscription(call, db), "self", call.app.publicURL)))
    }
    try call.app.deliveries.wake()
    return response
  }

  @Sendable private static func end(_ call: inout Call) throws -> Response {
    try call.query.finish()
    let call = call
    try call.app.desk.pool.write { db in try active(call, db).set(db, .ended, .deleted, by: call.author) }
    return Response(status: .noContent)
  }

  @Sendable private static func ping(_ call: inout Call) throws -> Response {
    try call.query.finish()
    _ = try call.objectOrNothing()
    let call = call
    let response = try call.app.desk.pool.write { db in
      let subscription = try active(call, db)
      try Event.ping(db, subscription: subscription.number, address: call.app.publicURL)
      let delivery = try Int64.fetchOne(db, sql: "SELECT max(number) FROM deliveries") ?? 0
      return try call.accepted(["delivery": .string("\(call.app.publicURL)/deliveries/\(delivery)")], db)
    }
    try call.app.deliveries.wake()
    return response
  }

  /// The new secret stands in this answer and nowhere else.
  @Sendable private static func rotate(_ call: inout Call) throws -> Response {
    try call.query.finish()
    _ = try call.objectOrNothing()
    let call = call
    return try call.app.desk.pool.write { db in
      let subscription = try active(call, db)
      let secret = try subscription.rotateSecret(db, by: call.author)
      try call.key?.spend(on: "\(call.app.publicURL)/subscriptions/\(subscription.number)", db)
      var json = document(try self.subscription(call, db), "self", call.app.publicURL)
      json["secret"] = .string(secret.text)
      return .json(.object(json), .created)
    }
  }

  /// Sends all that was sent since a time once more.
  @Sendable private static func replay(_ call: inout Call) throws -> Response {
    try call.query.finish()
    try call.accept(["application/json"])
    var check = InputCheck()
    let input = try check.object(try call.request.body.object(), fields: replayFields)
    guard check.issues.isEmpty, let since = input["since"]?.string.flatMap(Instant.init) else {
      throw InvalidInput(check.issues)
    }
    let call = call
    let response = try call.app.desk.pool.write { db in
      let subscription = try active(call, db)
      let count = try Delivery.replay(
        db, where: "way = 'webhook' AND target = ? AND event IN (SELECT number FROM events WHERE at >= ?)",
        [subscription.number, since.milliseconds])
      try DeskFile.audit(
        db, call.author, .replay,
        detail: [
          "subscription": .integer(subscription.number), "since": .string(since.text), "deliveries": .integer(count),
        ])
      return try call.accepted(["deliveries": .integer(count)], db)
    }
    try call.app.deliveries.wake()
    return response
  }

  // MARK: What requests and answers are made of

  private static func checked(_ input: JSONObject, _ fields: [Field], _ db: Database) throws -> JSONObject {
    var check = InputCheck { try DeskFile.exists(db, kind: $0, id: $1) }
    let document = try check.object(input, fields: fields)
    if !check.issues.isEmpty { throw InvalidInput(check.issues) }
    return document
  }

  private static func subscription(_ call: Call, _ db: Database) throws -> Subscription {
    guard let number = call.parameters["n"].flatMap(Int64.init), let found = try Subscription.find(db, number) else {
      throw Problem.notFound
    }
    return found
  }

  /// One that has not ended.
  private static func active(_ call: Call, _ db: Database) throws -> Subscription {
    let found = try subscription(call, db)
    guard found.state != .ended else { throw Problem.conflict("subscriptionEnded", .subscriptionEnded) }
    return found
  }

  private static func document(_ subscription: Subscription, _ link: String, _ address: String) -> JSONObject {
    let path = "\(address)/subscriptions/\(subscription.number)"
    var document = JSONObject([
      (link, .string(path)), ("number", .integer(subscription.number)), ("url", .string(subscription.url)),
      ("description", subscription.description.map(JSON.string)), ("state", .string(subscription.state.rawValue)),
      ("reason", subscription.reason.map { .string($0.rawValue) }),
      ("failingSince", subscription.failingSince.map { .string($0.text) }),
    ])
    for (name, value) in subscription.filter.json.members { document[name] = value }
    document["createdAt"] = .string(subscription.createdAt.text)
    document["createdBy"] = .string(subscription.createdBy)
    document["deliveries"] = ["href": .string("\(address)/deliveries?subscription=\(subscription.number)")]
    return document
  }
}

extension JSONObject {
  /// A checked document as the wish that it is, if its address may be reached. Asks the resolver, so no transaction
  /// waits for it.
  fileprivate func wish(under rules: AddressRules) throws(InvalidInput) -> Subscription.Wish {
    let url = self["url"]?.string ?? ""
    do {
      let authority = try rules.check(url)
      return Subscription.Wish(
        url: url, authority: authority, description: self["description"]?.string, filter: SubscriptionFilter(self))
    } catch {
      throw InvalidInput(.schemaViolation, .body, "url", url, .unreachable(error))
    }
  }
}

extension Call {
  /// What was asked for follows; the answer is kept with the request's key.
  func accepted(_ document: JSON, _ db: Database) throws -> Response {
    let response = Response.json(document, .accepted)
    try key?.keep(response, db)
    return response
  }
}

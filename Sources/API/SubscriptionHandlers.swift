// The handlers of webhook subscriptions, for the scope `admin`.

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

  /// The fields of a new subscription.
  static let fields =
    [Field("url", .text(2_000), required: true), Field("description", .text(500))] + SubscriptionFilter.fields

  /// The fields of a PATCH.
  static let patchFields = fields + [Field("state", .choice(["active", "paused"]))]

  static let replayFields = [Field("since", .instant, required: true)]

  @Sendable private static func list(_ context: inout RequestContext) throws -> Response {
    let page = NumberedPage(&context.query)
    let states = context.query.choices("state", of: Subscription.State.allCases.map(\.rawValue))
    try context.query.finish()
    var condition = Condition(source: "subscriptions")
    condition.narrow("state", to: states)
    let address = context.app.publicURL
    return try context.numbered(page, of: "/subscriptions", condition) { row in
      .object(try document(Subscription(row: row), "href", address))
    }
  }

  @Sendable private static func show(_ context: inout RequestContext) throws -> Response {
    try context.query.finish()
    let context = context
    return try context.app.desk.pool.read { db in
      .json(.object(document(try subscription(context, db), "self", context.app.publicURL)))
    }
  }

  /// Creates a subscription and sends it a ping. Only this response contains the secret.
  @Sendable private static func create(_ context: inout RequestContext) throws -> Response {
    try context.query.finish()
    try context.accept(["application/json"])
    let body = try context.request.body.object()
    let themes = context.app.council.themes.codes
    let input = try context.app.desk.pool.read { db in try checked(body, fields, themes, db) }.input(
      under: context.app.addressRules)
    let context = context
    let response = try context.app.desk.pool.write { db in
      let (number, secret) = try Subscription.create(db, input, by: context.author)
      try Event.ping(db, subscription: number, address: context.app.publicURL)
      guard let made = try Subscription.find(db, number) else { throw Problem.internalError }
      let location = "\(context.app.publicURL)/subscriptions/\(number)"
      try context.key?.spend(on: location, db)
      var json = document(made, "self", context.app.publicURL)
      json["secret"] = .string(secret.text)
      var response = Response.json(.object(json), .created)
      response.fields[.location] = location
      return response
    }
    try context.app.deliveries.wake()
    return response
  }

  /// Applies a JSON Merge Patch (RFC 7396), in which null removes a filter.
  @Sendable private static func patch(_ context: inout RequestContext) throws -> Response {
    try context.query.finish()
    try context.accept(["application/merge-patch+json", "application/json"])
    let patch = try context.request.body.object()
    let context = context
    var response: Response?
    while response == nil {
      let (current, document) = try context.app.desk.pool.read { db in
        let current = writable(try active(context, db))
        var merged = current
        merged.merge(patch: patch)
        // A subscription may keep a theme that the settings have dropped.
        let kept = (current["themes"]?.array ?? []).compactMap(\.string)
        return (current, try checked(merged, patchFields, context.app.council.themes.codes + kept, db))
      }
      // The host name is resolved outside the transaction.
      let input = try document.input(under: context.app.addressRules)
      response = try context.app.desk.pool.write { db in
        let subscription = try active(context, db)
        // Another write came first: the patch is merged into its result.
        guard writable(subscription) == current else { return nil }
        let state = document["state"]?.string.flatMap(Subscription.State.init) ?? subscription.state
        try subscription.change(db, to: input, state, by: context.author)
        return .json(.object(self.document(try self.subscription(context, db), "self", context.app.publicURL)))
      }
    }
    try context.app.deliveries.wake()
    guard let response else { throw Problem.internalError }
    return response
  }

  /// The members of a subscription that a client can change.
  private static func writable(_ subscription: Subscription) -> JSONObject {
    var members = JSONObject([
      ("url", .string(subscription.url)), ("description", subscription.description.map(JSON.string)),
      ("state", .string(subscription.state.rawValue)),
    ])
    for (name, value) in subscription.filter.json.members { members[name] = value }
    return members
  }

  @Sendable private static func end(_ context: inout RequestContext) throws -> Response {
    try context.query.finish()
    let context = context
    try context.app.desk.pool.write { db in try active(context, db).set(db, .ended, .deleted, by: context.author) }
    return Response(status: .noContent)
  }

  @Sendable private static func ping(_ context: inout RequestContext) throws -> Response {
    try context.query.finish()
    _ = try context.objectOrNothing()
    let context = context
    let response = try context.app.desk.pool.write { db in
      let subscription = try active(context, db)
      try Event.ping(db, subscription: subscription.number, address: context.app.publicURL)
      let delivery = try Int64.fetchOne(db, sql: "SELECT max(number) FROM deliveries") ?? 0
      return try context.accepted(["delivery": .string("\(context.app.publicURL)/deliveries/\(delivery)")], db)
    }
    try context.app.deliveries.wake()
    return response
  }

  /// Replaces the secret. Only this response contains the new one.
  @Sendable private static func rotate(_ context: inout RequestContext) throws -> Response {
    try context.query.finish()
    _ = try context.objectOrNothing()
    let context = context
    return try context.app.desk.pool.write { db in
      let subscription = try active(context, db)
      let secret = try subscription.rotateSecret(db, by: context.author)
      try context.key?.spend(on: "\(context.app.publicURL)/subscriptions/\(subscription.number)", db)
      var json = document(try self.subscription(context, db), "self", context.app.publicURL)
      json["secret"] = .string(secret.text)
      return .json(.object(json), .created)
    }
  }

  /// Sends the events since a time again.
  @Sendable private static func replay(_ context: inout RequestContext) throws -> Response {
    try context.query.finish()
    try context.accept(["application/json"])
    var check = InputCheck()
    let input = try check.object(try context.request.body.object(), fields: replayFields)
    guard check.issues.isEmpty, let since = input["since"]?.string.flatMap(Instant.init) else {
      throw InvalidInput(check.issues)
    }
    let context = context
    let response = try context.app.desk.pool.write { db in
      let subscription = try active(context, db)
      let count = try Delivery.replay(
        db, where: "way = 'webhook' AND target = ? AND event IN (SELECT number FROM events WHERE at >= ?)",
        [subscription.number, since.milliseconds])
      try DeskFile.audit(
        db, context.author, .replay,
        detail: [
          "subscription": .integer(subscription.number), "since": .string(since.text), "deliveries": .integer(count),
        ])
      return try context.accepted(["deliveries": .integer(count)], db)
    }
    try context.app.deliveries.wake()
    return response
  }

  // MARK: Input and output

  private static func checked(
    _ input: JSONObject, _ fields: [Field], _ themes: [String], _ db: Database
  ) throws -> JSONObject {
    var check = InputCheck(themes: themes) { try DeskFile.exists(db, kind: $0, id: $1) }
    let document = try check.object(input, fields: fields)
    if !check.issues.isEmpty { throw InvalidInput(check.issues) }
    return document
  }

  private static func subscription(_ context: RequestContext, _ db: Database) throws -> Subscription {
    guard let number = context.parameters["n"].flatMap(Int64.init), let found = try Subscription.find(db, number) else {
      throw Problem.notFound
    }
    return found
  }

  /// Returns the subscription that the path names.
  /// - Throws: a 404 `Problem`, or a 409 when it has ended.
  private static func active(_ context: RequestContext, _ db: Database) throws -> Subscription {
    let found = try subscription(context, db)
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
  /// Converts a checked document, if the address rules allow its URL. It resolves the host name, so do not call it in
  /// a transaction.
  fileprivate func input(under rules: AddressRules) throws(InvalidInput) -> Subscription.SubscriptionInput {
    let url = self["url"]?.string ?? ""
    do {
      let authority = try rules.check(url)
      return Subscription.SubscriptionInput(
        url: url, authority: authority, description: self["description"]?.string, filter: SubscriptionFilter(self))
    } catch {
      throw InvalidInput(.schemaViolation, .body, "url", url, .unreachable(error))
    }
  }
}

extension RequestContext {
  /// A 202, which is stored with the request's Idempotency-Key.
  func accepted(_ document: JSON, _ db: Database) throws -> Response {
    let response = Response.json(document, .accepted)
    try key?.keep(response, db)
    return response
  }
}

// The handlers of the delivery log: reading deliveries and sending them again.

import Catalog
import Content
import Delivery
import Desk
import Foundation
import GRDB
import HTTP
import HTTPTypes
import Routing
import Storage
import Values

enum DeliveryHandlers {
  static let routes: [Route<NewsroomEndpoint>] = [
    Route(.get, "/deliveries", access: .scope(.admin), list),
    Route(.get, "/deliveries/{n}", access: .scope(.admin), show),
    Route(.post, "/deliveries/{n}/replays", access: .scope(.admin), replay),
  ]

  /// The SQL source of deliveries with their events and items.
  static let source = """
    (SELECT d.*, e.id, e.type, e.at AS happenedAt, i.kind, i.id AS itemID FROM deliveries d
    JOIN events e ON e.number = d.event LEFT JOIN items i ON i.number = e.item)
    """

  /// Newest first.
  @Sendable private static func list(_ context: inout RequestContext) throws -> Response {
    let page = NumberedPage(&context.query)
    var condition = Condition(source: source)
    func add(_ column: String, _ values: [String]) {
      condition.narrow(column, to: values)
    }
    add("state", context.query.choices("state", of: Delivery.State.allCases.map(\.rawValue)))
    add("way", context.query.choices("way", of: Delivery.Channel.allCases.map(\.rawValue)))
    add("type", context.query.choices("type", of: Event.types + Event.messages))
    let numbers = 1...Int(Int32.max)
    for (name, way) in [("subscription", Delivery.Channel.webhook), ("subscriber", .mail)] {
      let target = context.query.one(
        name, { Int($0).flatMap { numbers.contains($0) ? $0 : nil } }, else: { _ in .outOfRange(numbers) })
      if let target { condition.add("way = '\(way.rawValue)' AND target = ?", [target]) }
    }
    try context.query.finish()
    let address = context.app.publicURL
    return try context.numbered(page, of: "/deliveries", condition) { .object(document($0, "href", address)) }
  }

  @Sendable private static func show(_ context: inout RequestContext) throws -> Response {
    try context.query.finish()
    let context = context
    return try context.app.desk.pool.read { db in
      let row = try delivery(context, db)
      var document = document(row, "self", context.app.publicURL)
      let body = try Data.fetchOne(db, sql: "SELECT body FROM events WHERE number = ?", arguments: [row["event"]])
      document["content"] = body.flatMap { JSON.stored(String(decoding: $0, as: UTF8.self)) }.map(JSON.object)
      return .json(.object(document))
    }
  }

  @Sendable private static func replay(_ context: inout RequestContext) throws -> Response {
    try context.query.finish()
    _ = try context.objectOrNothing()
    let context = context
    let response = try context.app.desk.pool.write { db in
      let row = try delivery(context, db)
      let number: Int64 = row["number"]
      guard try Delivery.replay(db, where: "number = ?", [number]) == 1 else {
        throw Problem.conflict("notSent", .notSent)
      }
      try DeskFile.audit(db, context.author, .replay, detail: ["delivery": .integer(number)])
      return try context.accepted(["delivery": .string("\(context.app.publicURL)/deliveries/\(number)")], db)
    }
    try context.app.deliveries.wake()
    return response
  }

  private static func delivery(_ context: RequestContext, _ db: Database) throws -> Row {
    guard let number = context.parameters["n"].flatMap(Int64.init),
      let row = try Row.fetchOne(db, sql: "SELECT * FROM \(source) WHERE number = ?", arguments: [number])
    else { throw Problem.notFound }
    return row
  }

  static func document(_ row: Row, _ link: String, _ address: String) -> JSONObject {
    func time(_ name: String) -> JSON? {
      (row[name] as Int64?).map { .string(Instant(milliseconds: $0).text) }
    }
    let (number, way, state): (Int64, String, String) = (row["number"], row["way"], row["state"])
    let resource = (row["kind"] as String?).flatMap(Resource.of)
    let item = resource.flatMap { resource in
      (row["itemID"] as String?).map { JSON.string("\(address)/\(resource.path)/\($0)") }
    }
    let answer: Data = row["answer"] ?? Data()
    return JSONObject([
      (link, .string("\(address)/deliveries/\(number)")), ("number", .integer(number)),
      ("event", .string(row["id"])), ("type", .string(row["type"])), ("happenedAt", time("happenedAt")),
      ("item", item), ("way", .string(way)),
      ("subscription", way == "webhook" ? .string("\(address)/subscriptions/\(row["target"] as Int64)") : nil),
      ("subscriber", way == "mail" ? .string("\(address)/subscribers/\(row["target"] as Int64)") : nil),
      ("state", .string(state)), ("attempts", .integer(row["attempts"] as Int)),
      ("nextAt", state == Delivery.State.waiting.rawValue ? time("nextAt") : nil), ("at", time("at")),
      ("status", (row["status"] as Int?).map { .integer($0) }),
      ("answer", answer.isEmpty ? nil : .string(String(decoding: answer, as: UTF8.self))),
      ("fault", (row["fault"] as String?).map(JSON.string)),
    ])
  }
}

extension ItemHandlers {
  /// Lists the deliveries of an item, newest first, with totals by channel and state.
  @Sendable func deliveries(_ context: inout RequestContext) throws -> Response {
    let page = NumberedPage(&context.query)
    try context.query.finish()
    let (context, address) = (context, context.app.publicURL)
    var condition = Condition(source: DeliveryHandlers.source)
    let totals = try context.app.desk.pool.read { db in
      let item = try findItem(context, db)
      condition.add("item = ?", [item.number])
      return try Row.fetchAll(
        db, sql: "SELECT way, state, count(*) AS count FROM deliveries WHERE item = ? GROUP BY way, state",
        arguments: [item.number])
    }
    var members = JSONObject()
    for row in totals {
      var ofWay = members[row["way"]]?.object ?? JSONObject()
      ofWay[row["state"]] = .integer(row["count"] as Int)
      members[row["way"]] = .object(ofWay)
    }
    return try context.numbered(
      page, of: "/\(resource.path)/\(context.id)/deliveries", condition, beside: [("totals", .object(members))]
    ) { .object(DeliveryHandlers.document($0, "href", address)) }
  }
}

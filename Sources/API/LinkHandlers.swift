// The handler that lists the links of items and the results of their checks.

import Catalog
import Content
import Desk
import Foundation
import GRDB
import HTTP
import HTTPTypes
import Routing
import Storage
import Values

enum LinkHandlers {
  static let routes: [Route<NewsroomEndpoint>] = [Route(.get, "/links", access: .scope(.admin), list)]

  /// The largest number of items shown with a link; `itemCount` counts all of them.
  private static let itemLimit = 20

  private static let source = """
    (SELECT l.*, (SELECT count(*) FROM linkCarriers WHERE link = l.number) AS itemCount, (
      SELECT json_group_array(json_object('kind', kind, 'id', id, 'status', status)) FROM (
        SELECT d.kind, d.id, d.status FROM linkCarriers c JOIN documents d ON d.number = c.item
        WHERE c.link = l.number ORDER BY c.item DESC LIMIT \(itemLimit))) AS items FROM links l)
    """

  /// Lists the links, newest first.
  @Sendable private static func list(_ context: inout RequestContext) throws -> Response {
    let page = NumberedPage(&context.query)
    let states = context.query.choices("state", of: Link.State.allCases.map(\.rawValue))
    try context.query.finish()
    var condition = Condition(source: source)
    condition.narrow("state", to: states)
    let address = context.app.publicURL
    return try context.numbered(page, of: "/links", condition) { row in .object(document(row, address)) }
  }

  private static func document(_ row: Row, _ address: String) -> JSONObject {
    func time(_ name: String) -> JSON? {
      (row[name] as Int64?).map { .string(Instant(milliseconds: $0).text) }
    }
    let stored: String = row["items"]
    let items = (JSON.stored("{\"items\":\(stored)}")?["items"]?.array ?? []).compactMap(\.object).map { item in
      let path = item["kind"]?.string.flatMap(Resource.of)?.path ?? ""
      let href = JSON.string("\(address)/\(path)/\(item["id"]?.string ?? "")")
      return JSON.object(JSONObject([("href", href)] + item.members.map { ($0.name, $0.value) }))
    }
    return JSONObject([
      ("number", .integer(row["number"] as Int64)), ("url", .string(row["url"])), ("state", .string(row["state"])),
      ("status", (row["status"] as Int?).map { .integer($0) }), ("fault", (row["fault"] as String?).map(JSON.string)),
      ("failures", .integer(row["failures"] as Int)), ("checkedAt", time("checkedAt")), ("nextAt", time("nextAt")),
      ("items", .array(items)), ("itemCount", .integer(row["itemCount"] as Int)),
    ])
  }
}

// Pages of numbered rows (tokens, the audit log, deliveries), newest first.

import Catalog
import Desk
import Formats
import GRDB
import HTTP
import Storage
import Values

/// The paging parameters of a request for numbered rows.
struct NumberedPage {
  let pageSize: Int
  /// The number of the last row that the client has.
  let after: Int64?

  init(_ query: inout Query) {
    pageSize = query.pageSize(100) ?? 20
    after = query.one("after", { Int64($0).flatMap { $0 > 0 ? $0 : nil } }, else: { _ in .invalidCursor })
  }
}

extension RequestContext {
  /// Returns a page of the rows that satisfy a condition.
  /// - Parameters:
  ///   - path: the path of the collection.
  ///   - members: further members of the response.
  func numbered(
    _ page: NumberedPage, of path: String, _ condition: Condition,
    beside members: [(name: String, value: JSON?)] = [],
    _ json: (Row) throws -> JSON
  ) throws -> Response {
    var further = condition
    if let after = page.after { further.add("number < ?", [after]) }
    let (total, rows) = try app.desk.pool.read { db in
      (
        try Int.fetchOne(
          db, sql: "SELECT count(*) FROM \(condition.matches)", arguments: .init(condition.arguments)) ?? 0,
        try Row.fetchAll(
          db, sql: "SELECT * FROM \(further.matches) ORDER BY number DESC LIMIT \(page.pageSize + 1)",
          arguments: .init(further.arguments))
      )
    }
    let shown = rows.prefix(page.pageSize)
    var envelope = PageEnvelope(
      address: address(of: path), leading: members, pageSize: page.pageSize, total: total)
    if rows.count > page.pageSize, let last = shown.last {
      envelope.neighbors = [("next", address(of: path, at: "after=\(last["number"] as Int64)"))]
    }
    return self.page(envelope, of: try shown.map(json))
  }
}

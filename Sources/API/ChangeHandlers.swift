// The log of public changes, from which a client keeps a full copy, and the cursors into it.

import Catalog
import Content
import Formats
import GRDB
import HTTP
import Storage
import Values

enum ChangeHandlers {
  /// Returns a page of public changes, oldest first. The cursor `after` is the last change that the client has.
  /// - Throws: a 410 `Problem` for a cursor from before a restore of the data.
  @Sendable static func list(_ context: inout RequestContext) throws -> Response {
    let pageSize = context.query.pageSize(1000) ?? 100
    let after = context.query.one("after", ChangeCursor.init, else: { _ in .invalidCursor })
    try context.query.finish()
    let address = context.app.publicURL
    let (epoch, total, rows) = try context.app.publicFile.readers.read { db in
      (
        try String.fetchOne(db, sql: "SELECT epoch FROM state") ?? "",
        // Numbers have no gaps, so the largest one is the total.
        try Int.fetchOne(db, sql: "SELECT max(number) FROM changes") ?? 0,
        try Row.fetchAll(
          db, sql: "SELECT * FROM changes WHERE number > ? ORDER BY number LIMIT ?",
          arguments: [after?.number ?? 0, pageSize + 1])
      )
    }
    if let after, after.epoch != epoch { throw Problem.otherEpoch }
    let items = rows.prefix(pageSize).map { row -> JSON in
      let (kind, id): (String, String) = (row["kind"], row["id"])
      let path = Resource.of(kind: kind)?.path ?? kind
      return [
        "href": .string("\(address)/\(path)/\(id)"), "kind": .string(kind), "id": .string(id),
        "change": .string(row["change"]), "at": .string(Instant(milliseconds: row["at"]).text),
        "version": .integer(row["version"] as Int), "number": .integer(row["number"] as Int64),
        "minor": row["minor"] as Bool ? .bool(true) : nil,
      ]
    }
    let last = rows.prefix(pageSize).last.map { $0["number"] as Int64 } ?? after?.number ?? 0
    let cursor = ChangeCursor(epoch: epoch, number: last).text
    var envelope = PageEnvelope(address: context.address(of: "/changes"), pageSize: pageSize, total: total)
    if rows.count > pageSize {
      envelope.neighbors = [("next", "\(address)/changes?after=\(cursor)&pageSize=\(pageSize)")]
    }
    var response = context.content(envelope.page(of: items, trailing: [("after", .string(cursor))]), vary: "Accept")
    response.links = Resource.links(envelope.neighbors)
    return response
  }
}

/// A position in the log of changes, as text `epoch-number`. The epoch changes when the public file is restored.
struct ChangeCursor {
  let epoch: String
  let number: Int64

  init(epoch: String, number: Int64) { (self.epoch, self.number) = (epoch, number) }

  init?(_ text: String) {
    let parts = text.split(separator: "-")
    guard parts.count == 2, parts[0].allSatisfy(\.isHexDigit), let number = Int64(parts[1]), number >= 0 else {
      return nil
    }
    self.init(epoch: String(parts[0]), number: number)
  }

  var text: String { "\(epoch)-\(number)" }
}

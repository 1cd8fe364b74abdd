// Walks over all matches of a list query, one by one, and can resume.

import Bytes
import Content
import GRDB
import Storage

extension ItemStore {
  /// Where a walk over the matches of a list query starts or resumes.
  package enum Place {
    case list(from: ListQuery.Cursor?)
    /// The next matches of a search, in order, and the place after which the index is queried for more; nil when
    /// these are the last.
    case found(ArraySlice<Int64>, rest: ListQuery.Cursor?)
  }

  /// The start of a walk.
  package func start(of listQuery: ListQuery) throws -> Place {
    guard listQuery.isSearch else { return .list(from: listQuery.cursor) }
    return try readers.read(within: ListQuery.time) { db in try matches(db, listQuery, from: listQuery.cursor) }
  }

  private func matches(_ db: Database, _ listQuery: ListQuery, from cursor: ListQuery.Cursor?) throws -> Place {
    var listQuery = listQuery
    listQuery.cursor = cursor
    let found = try summary(db, listQuery, listQuery.condition(), limit: heldMatches).matches
    return .found(found.map(\.number)[...], rest: found.count == heldMatches ? found.last?.place : nil)
  }

  /// Walks over the matches of a list query until the body returns false.
  /// - Parameters:
  ///   - place: where to start; afterwards the place after the last row that the body received.
  ///   - column: the column of documents `d` to read.
  /// - Returns: whether the walk reached the end.
  package func walk(
    _ db: Database, _ listQuery: ListQuery, from place: inout Place, column: String, _ body: (RawRow) throws -> Bool
  ) throws -> Bool {
    switch place {
    case .list(let cursor):
      let sql = listQuery.sql("\(column), t.position, t.id", listQuery.condition(), from: cursor)
      var isAtEnd = true
      try db.rows(sql.text, sql.arguments) { row in
        isAtEnd = try body(row)
        if !isAtEnd {
          place = .list(from: ListQuery.Cursor(side: .after, position: row.value(1), id: row.text(2)))
        }
        return isAtEnd
      }
      return isAtEnd
    case .found:
      while case .found(let numbers, let rest) = place {
        for (index, number) in zip(numbers.indices, numbers) {
          var isWanted = true
          try db.rows("SELECT \(column) FROM documents d WHERE number = ?", [number.databaseValue]) { row in
            isWanted = try body(row)
            return false
          }
          if !isWanted {
            place = .found(numbers[(index + 1)...], rest: rest)
            return false
          }
        }
        guard let rest else { break }
        place = try matches(db, listQuery, from: rest)
      }
      return true
    }
  }

  /// The entity tag of an export, without rendering it: a hash of the query and of the matches' own tags. When all
  /// items of a kind match, and for a search, whose matches cost too much to find twice, their last change and the
  /// file's epoch replace the tags.
  package func tag(_ listQuery: ListQuery, from place: Place, as form: String) throws -> String {
    let limit = 64 * 1024
    var tags = OutputBuffer(capacity: limit + 1024)
    tags.append("\(form) \(listQuery.filter)\n")
    tags.append(address)
    _ = try readers.readThrough { db in
      if listQuery.isWhole || listQuery.search != nil, audience == .anyone {
        try db.rows(
          """
          SELECT c.number, c.id, c.at, s.epoch FROM changes c, state s WHERE c.kind = ? ORDER BY c.number DESC LIMIT 1
          """,
          [listQuery.resource.kind.databaseValue]
        ) { row in
          tags.append("\n\(row.integer(0)) \(row.text(1)) \(row.integer(2)) \(row.text(3))")
          return false
        }
        return true
      }
      var place = place
      return try walk(db, listQuery, from: &place, column: "d.etag") { row in
        tags.append(row.text(0))
        if tags.count > limit {
          let folded = Array(tags.bytes).etag
          tags.removeAll()
          tags.append(folded)
        }
        return true
      }
    }
    return Array(tags.bytes).etag
  }
}

extension ListQuery {
  /// Whether no filter applies.
  fileprivate var isWhole: Bool { cursor == nil && countedTerm.map { $0.value.isEmpty } == true }
}

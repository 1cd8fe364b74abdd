// The check of the audit log: its chain of hashes, and the digests of the revisions in it.

import Bytes
import Foundation
import GRDB
import Values

/// The result of checking the audit log's chain of hashes.
package struct AuditChain: Sendable {
  /// The number of correct rows from the start of the chain.
  package private(set) var length: Int64 = 0
  /// The hash of the last correct row. A copy kept elsewhere reveals a rewrite of the whole log.
  package private(set) var end = Data()
  /// A sentence about the first row that breaks the chain; nil for an unbroken chain.
  package private(set) var fault: String?
  /// The digests of the revisions that the rows contain.
  private(set) var revisions = RevisionDigests()

  /// Checks the chain up to its end or its first fault.
  init(_ db: Database) throws { fault = try follow(db) }

  private mutating func follow(_ db: Database) throws -> String? {
    var (hasBegun, hasSalts) = (false, false)
    // The hashes of redacted rows, by the number of the row that records their erasure.
    var redacted: [Int64: [Int64: String]] = [:]
    let rows = try Row.fetchCursor(db, sql: "SELECT * FROM audit ORDER BY number")
    while let next = try rows.next() {
      let row = AuditRow(row: next)
      let stored: Data? = next["hash"]
      let seals = AuditRow.Seals(row: next)
      guard row.number == length + 1 else { return "row \(length + 1) is missing" }
      let erasure = (next["erasedBy"] as Int64?).flatMap { $0 > row.number ? $0 : nil }
      if let erasure { redacted[erasure, default: [:]][row.number] = row.contentHash.hexadecimal }
      if let rows = redacted.removeValue(forKey: row.number), let number = row.misses(rows) {
        return "row \(number) was changed, not only by row \(row.number)"
      }
      let hash = seals.map { row.hash(after: end, $0) } ?? row.hash(after: end)
      let isRedacted = erasure != nil && stored != nil
      let isRight =
        switch seals {
        case .some(let seals): stored == hash && (isRedacted || seals.digests.isEmpty)
        // Rows without salts are older than all that have them.
        case nil: !hasSalts && (isRedacted || stored == hash || stored == nil && !hasBegun)
        }
      guard isRight else {
        let item = [row.kind, row.id].compactMap(\.self).joined(separator: " ")
        let content = [row.action, item, "by \(row.author)", "at \(row.at.text)"].filter { !$0.isEmpty }
        return "row \(row.number) (\(content.joined(separator: ", "))) was changed"
      }
      if seals?.digests[.author] != nil, !row.author.contains(Person.mark) {
        return "row \(row.number) has another author in place of an erased one"
      }
      revisions.add(row)
      (hasBegun, hasSalts) = (hasBegun || stored != nil, hasSalts || seals != nil)
      (length, end) = (row.number, stored ?? hash)
    }
    if let number = redacted.values.first?.keys.first { return "row \(number) was changed without a reason" }
    let used = try Int64.fetchOne(db.cachedStatement(sql: "SELECT seq FROM sqlite_sequence WHERE name = 'audit'")) ?? 0
    return used > length ? "row \(length + 1) is missing, and all after it" : nil
  }
}

extension AuditRow {
  /// The first of some redacted rows whose current hash is not in this row; nil when this erasure's row has them all.
  fileprivate func misses(_ rows: [Int64: String]) -> Int64? {
    let recorded = detail.flatMap(JSON.stored)?["rows"]?.object
    let isErasure = action == Action.erasePerson.rawValue
    return rows.keys.sorted().first { !isErasure || recorded?["\($0)"]?.string != rows[$0] }
  }
}

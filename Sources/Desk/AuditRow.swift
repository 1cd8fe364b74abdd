// A row of the audit log, and the hashes that protect it.

import Bytes
import Cryptography
import Foundation
import GRDB
import Values

/// A row of the audit log.
package struct AuditRow: Sendable {
  package let number: Int64
  package let at: Instant
  package let author: String
  /// The number of the author's token; nil without a token.
  package let token: Int64?
  package let action: String
  package let kind: String?
  package let id: String?
  /// A JSON object; nil when the action has no details.
  package let detail: String?

  package init(row: Row) {
    (number, author, token, action) = (row["number"], row["author"], row["token"], row["action"])
    (kind, id, detail) = (row["kind"], row["id"], row["detail"])
    at = Instant(milliseconds: row["at"])
  }

  init(_ number: Int64, _ author: Author, _ action: Action, kind: String?, id: String?, detail: String?) {
    (self.number, self.author, token, self.action) = (number, author.name, author.token, action.rawValue)
    (self.kind, self.id, self.detail) = (kind, id, detail)
    at = .now()
  }

  // MARK: Hashes

  /// A column that erasing a person may change.
  enum ErasableColumn: String, CaseIterable {
    case author, id, detail

    /// The column with the digest of the former value.
    var digestColumn: String { rawValue + "Digest" }
    fileprivate var offset: Int { AuditRow.saltLength * (Self.allCases.firstIndex(of: self) ?? 0) }
  }

  fileprivate static let saltLength = 16
  /// The number of bytes of a row's salts.
  static let saltBytes = saltLength * ErasableColumn.allCases.count

  /// What protects the erasable columns of a row.
  struct Seals {
    var salts: Data
    /// The digests of erased columns, as they were.
    var digests: [ErasableColumn: Data] = [:]

    /// Nil for a row that is older than the salts.
    init?(row: Row) {
      guard let salts: Data = row["salts"], salts.count == AuditRow.saltBytes else { return nil }
      self.salts = salts
      for column in ErasableColumn.allCases { digests[column] = row[column.digestColumn] as Data? }
    }

    init(salts: Data) { self.salts = salts }

    /// The digest of a column's present value.
    fileprivate func digest(of value: String?, _ column: ErasableColumn) -> Data {
      var hash = SHA256()
      hash.update(salts.dropFirst(column.offset).prefix(AuditRow.saltLength))
      hash.update(AuditRow.framed(value))
      return Data(hash.finalize())
    }

    /// The salts without that of a column, after which nobody can test guesses of its former value.
    fileprivate func salts(without column: ErasableColumn) -> Data {
      var salts = Data(self.salts)
      salts.replaceSubrange(
        column.offset..<column.offset + AuditRow.saltLength, with: Data(count: AuditRow.saltLength))
      return salts
    }
  }

  private func value(of column: ErasableColumn) -> String? {
    switch column {
    case .author: author
    case .id: id
    case .detail: detail
    }
  }

  /// A value as text: its length and a colon before it, or a hyphen for null, so that no two rows give the same text.
  fileprivate static func framed(_ value: String?) -> String.UTF8View {
    (value.map { "\($0.utf8.count):\($0)" } ?? "-").utf8
  }

  /// SHA-256 of the row's own values.
  var contentHash: Data { hash(after: Data()) }

  /// SHA-256 of the previous hash and the row's values, as rows without salts have it.
  func hash(after previous: Data) -> Data {
    Self.hash(
      after: previous,
      [String(number), String(at.milliseconds), author, token.map { "\($0)" }, action, kind, id, detail])
  }

  /// SHA-256 of the previous hash, of the values that never change, and of the digests of the others.
  func hash(after previous: Data, _ seals: Seals) -> Data {
    let fixed = [String(number), String(at.milliseconds), token.map { "\($0)" }, action, kind]
    let digests = ErasableColumn.allCases.map { column in
      (seals.digests[column] ?? seals.digest(of: value(of: column), column)).hexadecimal
    }
    return Self.hash(after: previous, fixed + digests)
  }

  private static func hash(after previous: Data, _ values: [String?]) -> Data {
    var hash = SHA256()
    hash.update(previous)
    for value in values { hash.update(framed(value)) }
    return Data(hash.finalize())
  }

  /// Changes a column for the erasure of a person. The digest of the former value stays, without its salt.
  static func erase(_ column: ErasableColumn, of number: Int64, to text: String, _ db: Database) throws {
    guard let row = try Row.fetchOne(db, sql: "SELECT * FROM audit WHERE number = ?", arguments: [number]) else {
      return
    }
    if let seals = Seals(row: row), seals.digests[column] == nil {
      let digest = seals.digest(of: AuditRow(row: row).value(of: column), column)
      try db.execute(
        sql: "UPDATE audit SET \(column.digestColumn) = ?, salts = ? WHERE number = ?",
        arguments: [digest, seals.salts(without: column), number])
    }
    try db.execute(sql: "UPDATE audit SET \(column.rawValue) = ? WHERE number = ?", arguments: [text, number])
  }
}

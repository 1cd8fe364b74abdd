// The head of the audit log, signed: kept elsewhere, it shows later whether rows were changed or cut off.

import Bytes
import Cryptography
import Foundation
import GRDB
import Storage
import Values

/// The head of the audit log at one moment, as `12-…-1-…`: the number and the hash of the last row, the number of the
/// first row with salts, and an HMAC-SHA256 of these by the desk's key.
package struct AuditCheckpoint: Sendable, Equatable {
  /// The number of the last row; 0 for an empty log.
  package let number: Int64
  /// The SHA-256 of the chain up to that row, in hexadecimal.
  package let hash: String
  /// The number of the first row with salts. Nobody can make the rows after it look older, as rows without salts do.
  /// Nil when no row has salts, and in checkpoints of versions before 2026-12.
  private let firstSalted: Int64?
  package let text: String

  init(number: Int64, hash: String, firstSalted: Int64?, signedWith key: SecretKey) {
    (self.number, self.hash, self.firstSalted) = (number, hash, firstSalted)
    let claim = "\(number)-\(hash)" + (firstSalted.map { "-\($0)" } ?? "")
    text = "\(claim)-\(key.code(of: Self.message(claim)).hexadecimal)"
  }

  /// Nil without a valid signature by the key.
  init?(_ text: String, signedWith key: SecretKey) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard (3...4).contains(parts.count), let number = Int64(parts[0]),
      let code = parts.last.flatMap({ [UInt8](hexadecimal: $0) }),
      key.isCode(code, of: Self.message(parts.dropLast().joined(separator: "-")))
    else { return nil }
    (self.number, hash, self.text) = (number, parts[1], text)
    firstSalted = parts.count == 4 ? Int64(parts[2]) : nil
  }

  private static func message(_ claim: String) -> String.UTF8View { "newsroom audit log \(claim)".utf8 }

  /// The checkpoint of the present head.
  static func read(_ db: Database, _ key: SecretKey) throws -> AuditCheckpoint {
    let row = try Row.fetchOne(db, sql: "SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1")
    return AuditCheckpoint(
      number: row?["number"] ?? 0, hash: (row?["hash"] as Data?)?.hexadecimal ?? "",
      firstSalted: try firstSalted(db), signedWith: key)
  }

  private static func firstSalted(_ db: Database) throws -> Int64? {
    try Int64.fetchOne(db, sql: "SELECT number FROM audit WHERE salts IS NOT NULL ORDER BY number LIMIT 1")
  }

  /// A sentence about a log that does not contain this head; nil for one that does.
  @Sendable func fault(_ db: Database) throws -> String? {
    guard number > 0 else { return nil }
    let row = try Row.fetchOne(db, sql: "SELECT hash FROM audit WHERE number = ?", arguments: [number])
    guard let row else { return "rows up to \(number) were there at the checkpoint, and the last ones are cut off" }
    let isSame = (row["hash"] as Data?)?.hexadecimal ?? "" == hash
    guard isSame else { return "row \(number) is not the one of the checkpoint: the log was written anew" }
    guard let firstSalted, try Self.firstSalted(db) != firstSalted else { return nil }
    return "row \(firstSalted) had salts at the checkpoint, and now looks older than them"
  }
}

extension DeskFile {
  /// The signed head of the audit log. It can be compared with the log later (`newsroom verify --checkpoint`).
  package func auditCheckpoint() throws -> AuditCheckpoint {
    try pool.read { db in try AuditCheckpoint.read(db, auditKey) }
  }
}

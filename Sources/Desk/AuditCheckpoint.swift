// The head of the audit log, signed: kept elsewhere, it shows later whether rows were changed or cut off.

import Bytes
import Cryptography
import Foundation
import GRDB
import Storage
import Values

/// The last row of the audit log at one moment, as `12-…-…`: its number, its hash, and an HMAC-SHA256 of both by the
/// desk's key.
package struct AuditCheckpoint: Sendable, Equatable {
  /// The number of the last row; 0 for an empty log.
  package let number: Int64
  /// The SHA-256 of the chain up to that row, in hexadecimal.
  package let hash: String
  package let text: String

  init(number: Int64, hash: String, signedWith key: SecretKey) {
    (self.number, self.hash) = (number, hash)
    let claim = "\(number)-\(hash)"
    text = "\(claim)-\(key.code(of: Self.message(claim)).hexadecimal)"
  }

  /// Nil without a valid signature by the key.
  init?(_ text: String, signedWith key: SecretKey) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3, let number = Int64(parts[0]), let code = [UInt8](hexadecimal: parts[2]),
      key.isCode(code, of: Self.message("\(parts[0])-\(parts[1])"))
    else { return nil }
    (self.number, hash, self.text) = (number, parts[1], text)
  }

  private static func message(_ claim: String) -> String.UTF8View { "newsroom audit log \(claim)".utf8 }

  /// The checkpoint of the present head.
  static func read(_ db: Database, _ key: SecretKey) throws -> AuditCheckpoint {
    let row = try Row.fetchOne(db, sql: "SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1")
    return AuditCheckpoint(
      number: row?["number"] ?? 0, hash: (row?["hash"] as Data?)?.hexadecimal ?? "", signedWith: key)
  }

  /// A sentence about a log that does not contain this head; nil for one that does.
  @Sendable func fault(_ db: Database) throws -> String? {
    guard number > 0 else { return nil }
    let row = try Row.fetchOne(db, sql: "SELECT hash FROM audit WHERE number = ?", arguments: [number])
    guard let row else { return "rows up to \(number) were there at the checkpoint, and the last ones are cut off" }
    let isSame = (row["hash"] as Data?)?.hexadecimal ?? "" == hash
    return isSame ? nil : "row \(number) is not the one of the checkpoint: the log was written anew"
  }
}

extension DeskFile {
  /// The signed head of the audit log. It can be compared with the log later (`newsroom verify --checkpoint`).
  package func auditCheckpoint() throws -> AuditCheckpoint {
    try pool.read { db in try AuditCheckpoint.read(db, auditKey) }
  }
}

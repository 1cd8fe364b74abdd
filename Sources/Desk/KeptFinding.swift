// Findings that the desk keeps for an item: parts of a text that were left out, and findings that were dismissed.

import Bytes
import Content
import Cryptography
import GRDB
import Manuscript
import Values

package enum KeptFinding {
  /// The parts of a text that may be left out.
  package static let leftOut: [FindingCode] = [.pictureLeftOut, .contactsLeftOut]

  /// Records a part that was left out, also when an earlier one was dismissed.
  package static func add(_ db: Database, _ code: FindingCode, to item: Item) throws {
    try set(db, item, code.rawValue, isDismissed: false)
  }

  /// The parts that were left out of an item.
  static func all(_ db: Database, of item: Item) throws -> [Finding] {
    try String.fetchAll(
      db, sql: "SELECT finding FROM keptFindings WHERE item = ? AND NOT isDismissed ORDER BY finding",
      arguments: [item.number]
    ).compactMap(FindingCode.init).map { Finding($0) }
  }

  /// Warnings with the ids by which they are dismissed, without those that were; errors as they are.
  static func marked(_ findings: [Finding], _ db: Database, _ item: Item) throws -> [Finding] {
    let dismissed = try String.fetchSet(
      db, sql: "SELECT finding FROM keptFindings WHERE item = ? AND isDismissed", arguments: [item.number])
    return findings.compactMap { finding in
      guard finding.severity == .warning else { return finding }
      var marked = finding
      marked.id = id(of: finding)
      return dismissed.contains(marked.id ?? "") ? nil : marked
    }
  }

  /// Dismisses one of the present findings.
  /// - Returns: false when none of them has this id.
  package static func dismiss(
    _ db: Database, _ id: String, among findings: [Finding], of item: Item, by author: Author
  ) throws -> Bool {
    guard let finding = findings.first(where: { $0.id == id }) else { return false }
    try set(db, item, id, isDismissed: true)
    try DeskFile.audit(
      db, author, .dismissFinding, kind: item.kind, id: item.id,
      detail: ["code": .string(finding.code.rawValue), "value": finding.value.map(JSON.string)])
    return true
  }

  private static func set(_ db: Database, _ item: Item, _ finding: String, isDismissed: Bool) throws {
    try db.run(
      sql: """
        INSERT INTO keptFindings (item, finding, isDismissed) VALUES (?, ?, ?)
        ON CONFLICT DO UPDATE SET isDismissed = excluded.isDismissed
        """, arguments: [item.number, finding, isDismissed])
  }

  /// The code of a part that was left out, or a digest of another finding.
  private static func id(of finding: Finding) -> String {
    if leftOut.contains(finding.code) { return finding.code.rawValue }
    let parts = [finding.line.map(String.init), finding.place, finding.value, finding.about].map { $0 ?? "" }
    let digest = SHA256.hash(parts.joined(separator: "\u{1F}").utf8).hexadecimal.prefix(16)
    return "\(finding.code.rawValue)-\(digest)"
  }
}

// Four eyes: as a setting, what one person has written goes out only when another publishes it.

import Content
import GRDB
import Values

extension Author {
  /// Tokens are several to a person: who has the same name, whatever its case and accents, is the same.
  func isSamePerson(as name: String) -> Bool { self.name.folded == name.folded }
}

extension DeskFile {
  /// Refuses a publication by whoever wrote the revision that is to go out. That the other one publishes it is their
  /// approval, and stands in the audit log as any publication does. Withdrawals are not asked: taking something away
  /// in a hurry is for one person.
  static func requireSecondPerson(_ db: Database, _ item: Item, by author: Author) throws {
    guard let writer = try writer(db, item), author.isSamePerson(as: writer) else { return }
    let names = try Row.fetchAll(db, sql: "SELECT * FROM tokens ORDER BY number").map(Token.init)
      .filter { $0.scopes.contains(.publish) && $0.state() == .valid && !author.isSamePerson(as: $0.name) }
      .reduce(into: [String]()) { if !$0.contains($1.name) { $0.append($1.name) } }
    throw DeskError.conflict(.secondPersonNeeded(writer: writer, others: names))
  }

  /// Who wrote a revision. A date that came with a publication is nobody's writing.
  private static func writer(_ db: Database, _ item: Item) throws -> String? {
    try String.fetchOne(
      db,
      sql:
        "SELECT author FROM revisions WHERE item = ? AND number <= ? AND action IS NOT ? ORDER BY number DESC LIMIT 1",
      arguments: [item.number, item.revision, Action.date.rawValue])
  }
}

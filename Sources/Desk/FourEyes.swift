// Four eyes: an optional rule that the writer of a revision must not publish it.

import Content
import GRDB
import Values

extension Author {
  /// True for the same name, ignoring case and accents, since one person may have several tokens.
  func isSamePerson(as name: String) -> Bool { self.name.folded == name.folded }
}

extension DeskFile {
  /// Returns the people of whom one must publish a revision that the author wrote; nil for the revision of another
  /// writer. Their publication, recorded in the audit log, is the approval. Withdrawals need no second person, since
  /// they may be urgent.
  static func reviewers(_ db: Database, _ item: Item, by author: Author) throws -> [String]? {
    guard let writer = try writer(db, item), author.isSamePerson(as: writer) else { return nil }
    return try Row.fetchAll(db, sql: "SELECT * FROM tokens ORDER BY number").map(Token.init)
      .filter { $0.scopes.contains(.publish) && $0.state() == .valid && !author.isSamePerson(as: $0.name) }
      .reduce(into: [String]()) { if !$0.contains($1.name) { $0.append($1.name) } }
  }

  /// The writer of a revision. Revisions that only set the date of a publication do not count.
  private static func writer(_ db: Database, _ item: Item) throws -> String? {
    try String.fetchOne(
      db,
      sql:
        "SELECT author FROM revisions WHERE item = ? AND number <= ? AND action IS NOT ? ORDER BY number DESC LIMIT 1",
      arguments: [item.number, item.revision, Action.date.rawValue])
  }
}

// Four eyes: an optional rule that nobody publishes text that they wrote.

import Content
import GRDB
import Values

extension Author {
  /// Whether a reader takes both names for the same one, since one person may have several tokens.
  func isSamePerson(as name: String) -> Bool { self.name.looksLike(name) }
}

/// What a publication would make public: a revision in some languages, and for a correction its note.
struct Outgoing {
  /// With the revision to publish.
  let item: Item
  /// Nil for all languages.
  let languages: LanguageSet?

  /// The revision that was published last, up to this one; 0 for none.
  private func lastPublished(_ db: Database, where isMeant: (Publication) -> Bool = { _ in true }) throws -> Int {
    let revisions = item.done.filter { $0.change != .withdrawn && $0.revision <= item.revision && isMeant($0) }
      .map(\.revision)
    var last = 0
    // No source is newer than its copy, so the older ones need no look.
    for revision in revisions.sorted(by: >) where revision > last { last = try max(last, source(db, of: revision)) }
    return last
  }

  /// The revision whose text a revision has: a publication that sets the date copies the text of an earlier one.
  private func source(_ db: Database, of revision: Int) throws -> Int {
    let rows = try Row.fetchCursor(
      db, sql: "SELECT number, action, document FROM revisions WHERE item = ? AND number <= ? ORDER BY number DESC",
      arguments: [item.number, revision])
    guard let copy = try rows.next(), copy["action"] == Action.date.rawValue else { return revision }
    func text(_ row: Row) -> JSONObject? {
      var document = JSON.stored(row["document"])
      if let field = Resource.of(kind: item.kind)?.publicationDay { document?[field] = nil }
      return document
    }
    let copied = text(copy)
    while let row = try rows.next() {
      if row["action"] != Action.date.rawValue, text(row) == copied { return row["number"] }
    }
    return 0
  }

  /// The writers of the text that is not public yet, the last one first. Revisions that only set the date of a
  /// publication do not count. A publication in some languages approved the text in those only.
  func writers(_ db: Database) throws -> [String] {
    let approved = try lastPublished(db) { publication in
      guard let spoken = publication.languages else { return true }
      return languages.map(spoken.isSuperset(of:)) ?? false
    }
    return try String.fetchAll(
      db,
      sql: """
        SELECT author FROM revisions WHERE item = ? AND number > ? AND number <= ? AND action IS NOT ?
        GROUP BY author ORDER BY max(number) DESC
        """, arguments: [item.number, approved, item.revision, Action.date.rawValue])
  }

  /// The notes of a correction that were saved with the revisions since the last publication, the last one first.
  func notes(_ db: Database) throws -> [JSONObject] {
    try String.fetchAll(
      db,
      sql: """
        SELECT correction FROM revisions WHERE item = ? AND number > ? AND number <= ? AND correction IS NOT NULL
        ORDER BY number DESC
        """, arguments: [item.number, lastPublished(db), item.revision]
    ).compactMap(JSON.stored)
  }
}

/// A second person is needed.
struct SecondPerson: Sendable {
  /// The writer of a part of the text who wants to publish it; nil when only the note is theirs.
  let writer: String?
  /// The people of whom one must publish it.
  let others: [String]

  var error: DeskError {
    .conflict(
      writer.map { .secondPersonNeeded(writer: $0, others: others) } ?? .secondPersonNeededForNote(others: others))
  }
}

extension DeskFile {
  /// Finds the second person that a publication needs. The other person's publication, recorded in the audit log, is
  /// the approval. Withdrawals need no second person, since they may be urgent.
  /// - Parameters:
  ///   - note: the note of a correction. It is text too: without a revision that it was saved with, its writer is the
  ///     publisher.
  ///   - notes: the notes that were saved with the revisions.
  /// - Returns: nil when the author wrote no part of it.
  static func secondPerson(
    _ db: Database, for outgoing: Outgoing, note: JSONObject?, among notes: [JSONObject], by author: Author
  ) throws -> SecondPerson? {
    let writers = try outgoing.writers(db)
    let writer = writers.first(where: author.isSamePerson)
    let isOwnNote = note.map { !notes.contains($0) } ?? false
    guard writer != nil || isOwnNote else { return nil }
    return SecondPerson(writer: writer, others: try publishers(db, except: writers + [author.name]))
  }

  /// The people who may publish the newest text of an item, without the author.
  package static func reviewers(
    _ db: Database, of item: Item, needsSecondPerson: Bool, by author: Author
  ) throws -> [String] {
    let writers = needsSecondPerson ? try Outgoing(item: item, languages: nil).writers(db) : []
    return try publishers(db, except: writers + [author.name])
  }

  /// The people who may publish, without some of them.
  private static func publishers(_ db: Database, except names: [String]) throws -> [String] {
    try Row.fetchAll(db, sql: "SELECT * FROM tokens ORDER BY number").map(Token.init)
      .filter { token in
        token.scopes.contains(.publish) && token.state() == .valid
          && !names.contains(where: token.author.isSamePerson)
      }
      .reduce(into: [String]()) { if !$0.contains($1.name) { $0.append($1.name) } }
  }
}

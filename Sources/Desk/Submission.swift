// A new item as sent by HTTP or the command line, and its checks and storage at the desk.

import Content
import Foundation
import GRDB
import Manuscript
import Storage
import Synchronization
import Values

/// The input for a new item.
package enum Submission {
  /// A document, published at once if `isPublished`; acknowledged findings do not block that. `faults` are issues of
  /// the other members, reported with the document's own.
  case document(JSONObject, isPublished: Bool, acknowledged: [String], faults: Issues)
  /// The text of a press release.
  case manuscript(SentManuscript)

  /// Reads a client's JSON: the document, with the extra members `status` and `acknowledge`.
  package init(json: JSONObject) {
    var document = json
    var issues = Issues()
    func take(_ name: String) -> JSON? {
      defer { document[name] = nil }
      return document[name]
    }
    let status = take("status")
    if let status, !["draft", "published"].contains(status.string) {
      let choices = ["draft", "published"]
      issues.add(
        Issue(
          kind: .schemaViolation, location: .body, name: "status", value: status,
          message: .unknownChoice(status.string ?? status.text, choices, near: status.string?.nearest(in: choices))))
    }
    let acknowledged = take("acknowledge")
    let codes = acknowledged?.array?.compactMap(\.string) ?? []
    if let acknowledged, acknowledged.array?.count != codes.count {
      issues.add(
        Issue(
          kind: .schemaViolation, location: .body, name: "acknowledge", value: acknowledged,
          message: .wrongType(Shape.list(.text(0), 0).expectation)))
    }
    self = .document(
      document, isPublished: status?.string == "published", acknowledged: codes, faults: issues)
  }

  package var isPublished: Bool { if case .document(_, true, _, _) = self { true } else { false } }
}

extension DeskServices {
  /// Texts are read one at a time, because each may need 150 MB.
  private static let reading = Mutex(())

  /// Checks and stores a new item, in one transaction with its revision and its audit row, and publishes it if
  /// requested. A manuscript that was stored before changes nothing.
  /// - Parameters:
  ///   - isDryRun: everything is checked and nothing is stored.
  ///   - finish: further writes in the same transaction.
  package func store(
    _ submission: Submission, _ resource: Resource, by author: Author, isDryRun: Bool = false,
    finish: (Database, Outcome) throws -> Void = { _, _ in }
  ) throws -> Outcome {
    var outcome: Outcome?
    // A long text takes a second to read, in which others may write.
    var read: ManuscriptResult?
    if case .manuscript(let sent) = submission {
      let register = try desk.pool.read { db in try Register.ofDesk(db, council) }
      read = Self.reading.withLock { _ in Manuscript.read(sent.text, knowing: register) }
    }
    try desk.pool.writeWithoutTransaction { db in
      try db.inTransaction(.immediate) {
        switch submission {
        case .manuscript(let sent):
          guard let read else { break }
          outcome = try store(sent, read, db, resource, by: author)
          outcome?.manuscript = sent.text
        case .document(let document, let isPublished, let acknowledged, let faults):
          outcome = try store(document, db, resource, by: author, isPublished, acknowledged, faults)
        }
        if let outcome { try finish(db, outcome) }
        return isDryRun ? .rollback : .commit
      }
    }
    guard var outcome else { throw DataFault("a transaction of desk.sqlite ended without its item") }
    if submission.isPublished, !isDryRun {
      publisher.settleOrRetry()
      let settled = try desk.pool.read { db in try deskStore.outcome(db, resource, id: outcome.id) }
      outcome = Outcome(
        id: outcome.id, json: settled.json, revisionTag: settled.revisionTag, findings: outcome.findings, isNew: true)
    }
    return outcome
  }

  private func store(
    _ input: JSONObject, _ db: Database, _ resource: Resource, by author: Author, _ isPublished: Bool,
    _ acknowledged: [String], _ faults: Issues
  ) throws -> Outcome {
    var check = InputCheck(themes: council.themes.codes) { try DeskFile.exists(db, kind: $0, id: $1) }
    var input = input
    let note = try check.take(InputCheck.revisionNote, from: &input)
    let document = try check.object(check.withoutComputed(input, resource, shown: nil), fields: resource.fields)
    if let id = document["id"]?.string, reservedIDs.contains(id) {
      check.refuse("id", .invalidIdentifier(id), value: .string(id))
    }
    var issues = faults
    issues.add(check.issues)
    if !issues.isEmpty { throw InvalidInput(issues) }
    let item = try DeskFile.create(
      db, resource, resource.normalize(document, council), avoiding: reservedIDs, by: author,
      RevisionReason(.create, note: note)
    )
    let findings = try DeskFile.findings(db, item, resource, council)
    if isPublished {
      let request = PublicationRequest(
        of: council, avoiding: reservedIDs, acknowledged: acknowledged, needsSecondPerson: needsSecondPerson)
      try request.enter(db, item, resource, by: author)
    }
    return try outcome(db, resource, item, findings)
  }

  private func store(
    _ sent: SentManuscript, _ result: ManuscriptResult, _ db: Database, _ resource: Resource, by author: Author
  ) throws -> Outcome {
    let known = try Int64.fetchOne(
      db.cachedStatement(sql: "SELECT item FROM manuscripts WHERE hash = ?"), arguments: [sent.hash])
    if let known, let item = try Item.fetch(db, number: known) {
      let findings = try DeskFile.findings(db, item, resource, council, read: result.findings)
      var outcome = try outcome(db, resource, item, findings)
      outcome.isNew = false
      return outcome
    }
    if !result.refusals.isEmpty { throw InvalidInput(refused: result.refusals) }
    var check = InputCheck(themes: council.themes.codes) { try DeskFile.exists(db, kind: $0, id: $1) }
    let document = try check.object(result.draft.document(db), fields: resource.fields)
    if !check.issues.isEmpty { throw InvalidInput(check.issues) }
    let item = try DeskFile.create(
      db, resource, resource.normalize(document, council), avoiding: reservedIDs, by: author, RevisionReason(.import))
    // After its draft is deleted, the same manuscript may be submitted again.
    try db.run(
      sql: "INSERT OR REPLACE INTO manuscripts (hash, item, revision, text) VALUES (?, ?, ?, ?)",
      arguments: [sent.hash, item.number, item.revision, Data(sent.text.utf8)])
    if sent.hasPicture { try KeptFinding.add(db, .pictureLeftOut, to: item) }
    let findings = try DeskFile.findings(db, item, resource, council, read: result.findings)
    return try outcome(db, resource, item, findings)
  }

  private func outcome(_ db: Database, _ resource: Resource, _ item: Item, _ findings: [Finding]) throws -> Outcome {
    // A publication may have made the id anew.
    let id = try Item.presentID(db, kind: item.kind, id: item.id) ?? item.id
    var outcome = try deskStore.outcome(db, resource, id: id)
    outcome.findings = findings
    outcome.isNew = true
    return outcome
  }
}

extension InvalidInput {
  /// The error for a manuscript that cannot become a release.
  fileprivate init(refused findings: [Finding]) {
    self.init(
      Issues(findings) { finding in
        Issue(
          kind: .schemaViolation, location: .body, name: finding.place ?? finding.code.rawValue,
          value: finding.value.map(JSON.string),
          message: LocalizedText(
            nl: finding.detail(in: "nl"), fr: finding.detail(in: "fr"), en: finding.detail(in: "en")))
      })
  }
}

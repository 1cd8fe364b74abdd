// A request to publish, and the rules for it.

import Content
import GRDB
import Manuscript
import Values

package struct PublicationRequest {
  /// The time of publication; nil for the end of the draft's embargo, or else now.
  var at: Instant?
  var isEmbargoed: Bool?
  /// The revision to publish; nil for the newest.
  var revision: Int?
  /// The languages to publish; nil for all.
  var languages: LanguageSet?
  /// The codes of findings that must not block.
  var acknowledged: [String] = []
  /// The public note of a republication, by language; nil for the last one that was saved with the text.
  var correction: JSONObject?
  /// Its name is recognized when a manuscript is checked again.
  private let council: Council
  /// True when only someone who did not write the text may publish it.
  var needsSecondPerson = false

  /// The fields of a client's request.
  package static let fields = [
    Field("at", .instant), Field("embargo", .flag), Field("revision", .integer(1...Int(Int32.max))),
    Field("acknowledge", .list(.text(100), 100)), InputCheck.correction,
    Field("languages", .list(.language, 4)),
  ]

  package init(of council: Council, acknowledged: [String] = [], needsSecondPerson: Bool = false) {
    (self.council, self.acknowledged, self.needsSecondPerson) = (council, acknowledged, needsSecondPerson)
  }

  /// Reads a client's JSON.
  /// - Throws: `InvalidInput` for unknown or wrong members.
  package init(of council: Council, json: JSONObject, needsSecondPerson: Bool) throws {
    self.council = council
    var check = InputCheck()
    let input = try check.object(json, fields: Self.fields)
    if !check.issues.isEmpty { throw InvalidInput(check.issues) }
    at = input["at"]?.string.flatMap(Instant.init)
    if case .bool(let flag) = input["embargo"] { isEmbargoed = flag }
    if case .number(let digits) = input["revision"] { revision = Int(digits) }
    acknowledged = (input["acknowledge"]?.array ?? []).compactMap(\.string)
    correction = input["correction"]?.object
    languages = input["languages"]?.array.map { list in
      LanguageSet(list.compactMap { $0.string.flatMap(Language.init(rawValue:)).map(LanguageSet.one) })
    }
    self.needsSecondPerson = needsSecondPerson
  }

  /// Step 1 of publishing, if the rules allow it. The publication is committed with the caller's transaction.
  /// - Returns: the number of the publication within the item.
  /// - Throws: `InvalidInput`, or `DeskError` when the item's state or its findings do not allow it.
  @discardableResult
  package func enter(_ db: Database, _ item: Item, _ resource: Resource, by author: Author) throws -> Int {
    let now = Instant.now()
    guard item.withdrawal == nil else { throw DeskError.conflict(.withdrawn) }
    if let planned = item.planned { throw DeskError.conflict(.alreadyPlanned(planned.at)) }
    if let at, at < now { throw InvalidInput(.schemaViolation, .body, "at", at.text, .pastInstant(at)) }
    guard let pinned = try revision == nil ? item : Item.fetch(db, number: item.number, revision: revision) else {
      throw InvalidInput(.schemaViolation, .body, "revision", "\(revision ?? 0)", .unknownRevision(revision ?? 0))
    }
    let outgoing = Outgoing(item: pinned, languages: languages)
    let notes = try item.version == 0 ? [] : outgoing.notes(db)
    let note = item.version == 0 ? nil : correction ?? notes.first
    guard item.version == 0 || note != nil else { throw DeskError.conflict(.correctionNeeded) }
    if needsSecondPerson {
      try DeskFile.requireSecondPerson(db, for: outgoing, note: note, among: notes, by: author)
    }
    try judge(try DeskFile.findings(db, pinned.speaking(languages), resource, council))
    let embargo = pinned.document["embargoUntil"]?.string.flatMap(Instant.init).flatMap { $0 > now ? $0 : nil }
    let instant = at ?? embargo
    if pinned.revision == item.revision { try TextState.confirm(db, item, languages) }
    return try Publisher.enter(
      db, item, item.version == 0 ? .published : .corrected,
      revision: try dated(db, pinned, resource, at: instant ?? now, by: author).revision,
      note: note, at: instant,
      isEmbargoed: isEmbargoed ?? (instant == embargo && embargo != nil), languages: languages,
      acknowledged: acknowledged, by: author)
  }

  /// Refuses errors that are not acknowledged, and acknowledged codes without a finding.
  private func judge(_ findings: [Finding]) throws {
    let unknown = acknowledged.enumerated().filter { code in !findings.contains { $0.code.rawValue == code.element } }
    if !unknown.isEmpty {
      throw InvalidInput(
        Issues(unknown) { index, code in
          Issue(
            kind: .schemaViolation, location: .body, name: "acknowledge[\(index)]", value: .string(code),
            message: .notAFinding(code))
        })
    }
    let blocking = findings.filter { $0.severity == .error && !acknowledged.contains($0.code.rawValue) }
    if !blocking.isEmpty { throw DeskError.blocked(by: blocking, findings: findings) }
  }

  /// The revision to publish: the requested one, or a new one with the day of publication.
  private func dated(
    _ db: Database, _ item: Item, _ resource: Resource, at: Instant, by author: Author
  ) throws -> Item {
    guard let field = resource.publicationDay, item.document[field] == nil else { return item }
    func dated(_ document: JSONObject) -> JSONObject {
      var dated = document
      if dated[field] == nil { dated[field] = .string(Day(at: at).text) }
      return dated
    }
    let newest = try Item.fetch(db, number: item.number)
    let outgoing = try DeskFile.revise(db, item.number, dated(item.document), by: author, RevisionReason(.date))
    // A draft newer than the published revision must remain the newest.
    if let newest, newest.revision > item.revision {
      try DeskFile.revise(db, item.number, dated(newest.document), by: author, RevisionReason(.date))
    }
    return outgoing
  }

  /// Moves the date that a publication gave an item to another day, or removes it when the publication is cancelled.
  /// - Returns: the item with its new revision; nil when the item was edited since or has its own date.
  package static func redate(
    _ db: Database, _ item: Item, _ publication: Publication, _ resource: Resource, to day: Day?, by author: Author
  ) throws -> Item? {
    let action = try String.fetchOne(
      db.cachedStatement(sql: "SELECT action FROM revisions WHERE item = ? AND number = ?"),
      arguments: [item.number, item.revision])
    guard let field = resource.publicationDay, item.revision == publication.revision,
      action == Action.date.rawValue
    else { return nil }
    var document = item.document
    document[field] = day.map { .string($0.text) }
    guard document != item.document else { return nil }
    return try DeskFile.revise(db, item.number, document, by: author, RevisionReason(.date))
  }
}

extension LocalizedText {
  static func notAFinding(_ code: String) -> LocalizedText {
    LocalizedText(
      nl: "“\(code)” is geen bevinding bij deze tekst. Haal de code weg.",
      fr: "« \(code) » n’est pas un constat pour ce texte. Retirez le code.",
      en: "“\(code)” is not a finding for this text. Remove the code.")
  }

  package static func pastInstant(_ at: Instant) -> LocalizedText {
    let written = at.written
    return LocalizedText(
      nl: "Het tijdstip \(written.nl) is voorbij. Kies een later tijdstip, of publiceer nu.",
      fr: "Le moment choisi, le \(written.fr), est passé. Choisissez un moment ultérieur, ou publiez maintenant.",
      en: "The time \(written.en) has passed. Choose a later time, or publish now.")
  }

  package static func unknownRevision(_ number: Int) -> LocalizedText {
    LocalizedText(
      nl: "Er is geen revisie \(number).", fr: "Il n’y a pas de révision \(number).",
      en: "There is no revision \(number).")
  }
}

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
  /// Whether a republication is a minor edit, without a public note.
  var isMinor = false
  /// Its name is recognized when a manuscript is checked again.
  private let council: Council
  /// Path words of the API, which a new id avoids.
  private let reservedIDs: Set<String>
  /// True when only someone who did not write the text may publish it.
  var needsSecondPerson = false

  /// The fields of a client's request.
  package static let fields = [
    Field("at", .instant), Field("embargo", .flag), Field("revision", .integer(1...Int(Int32.max))),
    Field("acknowledge", .list(.text(100), 100)), InputCheck.correction,
    Field("languages", .list(.language, 4)), Field("minor", .flag),
  ]

  package init(
    of council: Council, avoiding reservedIDs: Set<String>, acknowledged: [String] = [], needsSecondPerson: Bool = false
  ) {
    (self.council, self.reservedIDs) = (council, reservedIDs)
    (self.acknowledged, self.needsSecondPerson) = (acknowledged, needsSecondPerson)
  }

  /// Reads a client's JSON.
  /// - Throws: `InvalidInput` for unknown or wrong members.
  package init(of services: DeskServices, json: JSONObject) throws {
    (council, reservedIDs) = (services.council, services.reservedIDs)
    needsSecondPerson = services.needsSecondPerson
    var check = InputCheck()
    let input = try check.object(json, fields: Self.fields)
    if !check.issues.isEmpty { throw InvalidInput(check.issues) }
    at = input["at"]?.string.flatMap(Instant.init)
    if case .bool(let flag) = input["embargo"] { isEmbargoed = flag }
    if case .number(let digits) = input["revision"] { revision = Int(digits) }
    acknowledged = (input["acknowledge"]?.array ?? []).compactMap(\.string)
    correction = input["correction"]?.object
    isMinor = input["minor"] == .bool(true)
    if isMinor, correction != nil { throw InvalidInput(.schemaViolation, .body, "minor", "true", .minorWithNote) }
    languages = input["languages"]?.array.map { list in
      LanguageSet(list.compactMap { $0.string.flatMap(Language.init(rawValue:)).map(LanguageSet.one) })
    }
  }

  /// Step 1 of publishing, if the rules allow it. The publication is committed with the caller's transaction.
  /// - Returns: the number of the publication within the item.
  /// - Throws: `InvalidInput`, or `DeskError` when the item's state or its findings do not allow it.
  @discardableResult
  package func enter(_ db: Database, _ item: Item, _ resource: Resource, by author: Author) throws -> Int {
    if let planned = item.planned { throw DeskError.conflict(.alreadyPlanned(planned.at)) }
    let forecast = try forecast(db, item, resource, by: author)
    guard item.version == 0 || forecast.note != nil || isMinor && item.withdrawal == nil else {
      throw DeskError.conflict(.correctionNeeded)
    }
    let pinned = forecast.item
    if let secondPerson = forecast.secondPerson { throw secondPerson.error }
    try judge(forecast.findings)
    if pinned.revision == item.revision { try TextState.confirm(db, item, languages) }
    let dated = try dated(db, pinned, resource, at: forecast.at ?? .now(), by: author)
    let outgoing = try DeskFile.renewID(db, of: dated, avoiding: reservedIDs, by: author)
    return try Publisher.enter(
      db, outgoing, forecast.change, revision: outgoing.revision,
      note: forecast.note, at: forecast.at, isEmbargoed: forecast.isEmbargoed, languages: languages,
      isMinor: item.version > 0 && isMinor, acknowledged: acknowledged, by: author)
  }

  /// What the publication would be.
  package struct Forecast: Sendable {
    package let change: Publication.Change
    package let version: Int
    /// The item with the revision to publish, in all its languages.
    let item: Item
    /// The item with the languages to publish.
    package let published: Item
    /// Nil for now.
    package let at: Instant?
    package let isEmbargoed: Bool
    package let isMinor: Bool
    package let findings: [Finding]
    /// The note of a correction: the requested one, or the last one that was saved with the text.
    let note: JSONObject?
    /// Nil when the author may publish.
    let secondPerson: SecondPerson?

    /// The people of whom one must publish in the author's place; nil when the author may.
    package var reviewers: [String]? { secondPerson?.others }
  }

  /// Finds out what the publication would be, whether or not it has a note and whatever is planned.
  /// - Throws: `InvalidInput` for a time that has passed or an unknown revision.
  package func forecast(_ db: Database, _ item: Item, _ resource: Resource, by author: Author) throws -> Forecast {
    let now = Instant.now()
    if let at, at < now { throw InvalidInput(.schemaViolation, .body, "at", at.text, .pastInstant(at)) }
    let pinned = try pinned(db, item)
    let embargo = pinned.document["embargoUntil"]?.string.flatMap(Instant.init).flatMap { $0 > now ? $0 : nil }
    let instant = at ?? embargo
    // The plan may change, so the findings are about the requested time.
    let published = pinned.speaking(languages, publications: item.done)
    var findings = try DeskFile.findings(db, published, resource, council, at: instant ?? now)
    if item.version == 0 {
      let hasOwnDate = try item.planned.map { try !Self.isDated(db, pinned, by: $0) } ?? true
      findings += published.findings(forPublicationAt: instant ?? now, resource).filter {
        hasOwnDate || $0.code != .unplannedDate
      }
    }
    if isMinor, let revision = item.publishedRevision,
      let before = try Item.fetch(db, number: item.number, revision: revision)
    {
      findings += resource.findings(ofMinorEditFrom: before.document, to: published.document)
    }
    let outgoing = Outgoing(item: pinned, languages: languages)
    let isCorrection = item.version > 0 && !isMinor
    let notes = isCorrection ? try outgoing.notes(db) : []
    let note = isCorrection ? correction ?? notes.first : nil
    return Forecast(
      change: item.version == 0 ? .published : .corrected, version: item.version + 1, item: pinned,
      published: published, at: instant, isEmbargoed: isEmbargoed ?? (instant == embargo && embargo != nil),
      isMinor: isMinor, findings: findings, note: note,
      secondPerson: needsSecondPerson
        ? try DeskFile.secondPerson(db, for: outgoing, note: note, among: notes, by: author) : nil)
  }

  private func pinned(_ db: Database, _ item: Item) throws -> Item {
    guard let pinned = try revision == nil ? item : Item.fetch(db, number: item.number, revision: revision) else {
      throw InvalidInput(.schemaViolation, .body, "revision", "\(revision ?? 0)", .unknownRevision(revision ?? 0))
    }
    return pinned
  }

  /// Makes a planned publication publish another revision, if the rules allow it.
  /// - Returns: the number of the revision, which has the day of publication.
  package func replan(
    _ db: Database, _ item: Item, _ publication: Publication, _ resource: Resource, at: Instant, by author: Author
  ) throws -> Int {
    var request = self
    (request.languages, request.isMinor) = (publication.languages, publication.isMinor)
    if at > .now() { request.at = at }
    let forecast = try request.forecast(db, item, resource, by: author)
    if let secondPerson = forecast.secondPerson { throw secondPerson.error }
    try judge(forecast.findings)
    if forecast.item.revision == item.revision { try TextState.confirm(db, item, publication.languages) }
    return try dated(db, forecast.item, resource, at: at, by: author).revision
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

  /// Whether a publication gave an item its date, which then moves with it. False when the item was edited since.
  private static func isDated(_ db: Database, _ item: Item, by publication: Publication) throws -> Bool {
    let action = try String.fetchOne(
      db.cachedStatement(sql: "SELECT action FROM revisions WHERE item = ? AND number = ?"),
      arguments: [item.number, item.revision])
    return item.revision == publication.revision && action == Action.date.rawValue
  }

  /// Moves the date that a publication gave an item to another day, or removes it when the publication is cancelled.
  /// - Returns: the item with its new revision; nil when the item was edited since or has its own date.
  package static func redate(
    _ db: Database, _ item: Item, _ publication: Publication, _ resource: Resource, to day: Day?, by author: Author
  ) throws -> Item? {
    guard let field = resource.publicationDay, try isDated(db, item, by: publication) else { return nil }
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
      fr: "« \(code) » n’est pas un constat pour ce texte. Enlevez le code.",
      en: "“\(code)” is not a finding for this text. Remove the code.")
  }

  package static func pastInstant(_ at: Instant) -> LocalizedText {
    let written = at.written
    return LocalizedText(
      nl: "Het tijdstip \(written.nl) is voorbij. Kies een later tijdstip, of publiceer nu.",
      fr: "Le moment choisi, le \(written.fr), est passé. Choisissez un moment ultérieur, ou publiez maintenant.",
      en: "The time \(written.en) has passed. Choose a later time, or publish now.")
  }

  static let minorWithNote = LocalizedText(
    nl: "Een kleine wijziging heeft geen openbare nota. Kies een van beide.",
    fr: "Une petite modification n’a pas de note publique. Choisissez l’une des deux.",
    en: "A minor edit has no public note. Choose one of the two.")

  package static func unknownRevision(_ number: Int) -> LocalizedText {
    LocalizedText(
      nl: "Er is geen revisie \(number).", fr: "Il n’y a pas de révision \(number).",
      en: "There is no revision \(number).")
  }
}

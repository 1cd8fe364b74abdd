// What someone asks when they publish, and the rules it has to meet.

import Content
import GRDB
import Manuscript
import Values

package struct PublicationRequest {
  /// Now when nil, or when the draft's embargo ends.
  var at: Instant?
  var isEmbargoed: Bool?
  /// The newest when nil.
  var revision: Int?
  /// Those that go out; all when nil.
  var languages: LanguageSet?
  /// Codes of findings that do not block.
  var acknowledged: [String] = []
  /// The public note of a republication, by language.
  var correction: JSONObject?
  /// Whether someone else than the revision's writer has to ask.
  var needsSecondPerson = false

  /// What a client may ask.
  package static let fields = [
    Field("at", .instant), Field("embargo", .flag), Field("revision", .integer(1...Int(Int32.max))),
    Field("acknowledge", .list(.text(100), 100)), Field("correction", .notice(5_000)),
    Field("languages", .list(.language, 4)),
  ]

  package init(acknowledged: [String] = [], needsSecondPerson: Bool = false) {
    (self.acknowledged, self.needsSecondPerson) = (acknowledged, needsSecondPerson)
  }

  /// A client's JSON.
  package init(json: JSONObject, needsSecondPerson: Bool) throws {
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

  /// Step 1 of publishing, if the rules allow it: the publication is committed with the transaction it is called in.
  /// - Returns: the publication's number among the item's.
  @discardableResult
  package func enter(_ db: Database, _ item: Item, _ resource: Resource, by author: Author) throws -> Int {
    let now = Instant.now()
    guard item.withdrawal == nil else { throw DeskError.conflict(.withdrawn) }
    if let planned = item.planned { throw DeskError.conflict(.alreadyPlanned(planned.at)) }
    guard item.version == 0 || correction != nil else { throw DeskError.conflict(.correctionNeeded) }
    if let at, at < now { throw InvalidInput(.schemaViolation, .body, "at", at.text, .pastInstant(at.text)) }
    guard let pinned = try revision == nil ? item : Item.fetch(db, number: item.number, revision: revision) else {
      throw InvalidInput(.schemaViolation, .body, "revision", "\(revision ?? 0)", .unknownRevision(revision ?? 0))
    }
    if needsSecondPerson { try DeskFile.requireSecondPerson(db, pinned, by: author) }
    try judge(try DeskFile.findings(db, pinned.speaking(languages), resource))
    let embargo = pinned.document["embargoUntil"]?.string.flatMap(Instant.init).flatMap { $0 > now ? $0 : nil }
    let instant = at ?? embargo
    if pinned.revision == item.revision { try TextState.confirm(db, item, languages) }
    return try Publisher.enter(
      db, item, item.version == 0 ? .published : .corrected,
      revision: try dated(db, pinned, resource, at: instant ?? now, by: author).revision,
      note: item.version == 0 ? nil : correction, at: instant,
      isEmbargoed: isEmbargoed ?? (instant == embargo && embargo != nil), languages: languages,
      acknowledged: acknowledged, by: author)
  }

  /// Errors block unless acknowledged by code; a code that is no finding is a slip.
  private func judge(_ findings: [Finding]) throws {
    let slips = acknowledged.enumerated().filter { code in !findings.contains { $0.code.rawValue == code.element } }
    if !slips.isEmpty {
      throw InvalidInput(
        Issues(slips) { index, code in
          Issue(
            kind: .schemaViolation, location: .body, name: "acknowledge[\(index)]", value: .string(code),
            message: .notAFinding(code))
        })
    }
    let blocking = findings.filter { $0.severity == .error && !acknowledged.contains($0.code.rawValue) }
    if !blocking.isEmpty { throw DeskError.blocked(by: blocking, findings: findings) }
  }

  /// The revision to go out: the one asked for, or one more that carries the day of publication.
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
    // What was written after the revision that goes out stays the newest.
    if let newest, newest.revision > item.revision {
      try DeskFile.revise(db, item.number, dated(newest.document), by: author, RevisionReason(.date))
    }
    return outgoing
  }

  /// The date that an item took from a publication follows it, unless it was edited since: to another day, or away when
  /// the publication is taken back.
  /// - Returns: the revision that has it so; nil when the item has a date of its own.
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
      nl: "“\(code)” is hier geen bevinding; er valt niets te aanvaarden.",
      fr: "« \(code) » n'est pas un constat ici ; il n'y a rien à accepter.",
      en: "“\(code)” is not a finding here; there is nothing to acknowledge.")
  }

  package static func pastInstant(_ at: String) -> LocalizedText {
    LocalizedText(
      nl: "\(at) is voorbij. Laat “at” weg om nu te publiceren.",
      fr: "\(at) est passé. Omettez « at » pour publier maintenant.",
      en: "\(at) has passed. Leave “at” out to publish now.")
  }

  package static func unknownRevision(_ number: Int) -> LocalizedText {
    LocalizedText(
      nl: "Er is geen revisie \(number).", fr: "Il n'y a pas de révision \(number).",
      en: "There is no revision \(number).")
  }
}

// Turns a manuscript into a release: the register of the desk's names, and the draft as a document.

import Content
import GRDB
import Manuscript
import Storage
import Values

extension Register {
  /// The council, and the desk's organizations, sites and releases.
  static func ofDesk(_ db: Database, _ council: Council) throws -> Register {
    let sites = try documents(db, kind: "site").map { id, site in
      let names = site.texts("name").map(\.text) + (site["aliases"]?.array ?? []).compactMap(\.string)
      return Site(id: id, aliases: unique(names).map { Alias($0, ambiguous: isBare($0)) })
    }
    let releases = try earlierReleases(db)
    // A contact with a name by language is an organization.
    let organisations = try documents(db, kind: "contact").flatMap { $1.texts("name").map(\.text) }
    return Register(organisationNames: unique(council.name.distinct + organisations), sites: sites, releases: releases)
  }

  /// Reads the releases from the desk's summaries, since the documents are many and long.
  private static func earlierReleases(_ db: Database) throws -> [EarlierRelease] {
    var releases: [EarlierRelease] = []
    let sql = """
      SELECT d.id, d.card, t.position FROM documents d JOIN terms t ON t.number = d.number
      WHERE t.field = 'release' AND t.value = '' AND d.card IS NOT NULL ORDER BY d.number
      """
    try db.rows(sql, []) { row in
      guard let card = row.bytes(1) else { return true }
      let titles = try StoredJSON.read(card).texts("title").map(\.text)
      let date = Day(number: 0 &- Int(row.integer(2)))?.text
      releases.append(EarlierRelease(id: row.text(0), titles: titles, date: date))
      return true
    }
    return releases
  }

  /// True for a single word, which may be a company and not its site.
  private static func isBare(_ name: String) -> Bool { !name.contains { $0 == " " || $0 == "-" } }

  private static func unique(_ names: [String]) -> [String] {
    names.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  private static func documents(_ db: Database, kind: String) throws -> [(id: String, JSONObject)] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT i.id, r.document FROM items i JOIN revisions r ON r.item = i.number
        WHERE i.kind = ? AND i.deletedAt IS NULL
          AND r.number = (SELECT max(number) FROM revisions WHERE item = i.number)
        ORDER BY i.number
        """, arguments: [kind])
    return rows.compactMap { row in JSON.stored(row["document"]).map { (row["id"], $0) } }
  }
}

extension Draft {
  /// The draft as a client would send it. A known e-mail address becomes a reference to that contact.
  func document(_ db: Database) throws -> JSONObject {
    var document = JSONObject([
      ("kind", .string(kind.rawValue)), ("releaseDate", releaseDate.map(JSON.string)),
      ("embargoUntil", embargoUntil.map { .string($0.rfc3339) }),
      ("originalLanguage", originalLanguage.map(JSON.string)),
    ])
    let texts = [
      ("title", title), ("lead", leadWithSubtitle), ("body", body), ("boilerplate", boilerplate),
      ("dateline", dateline),
      ("notesToEditors", notesToEditors),
    ]
    for (name, map) in texts { document[name] = Self.map(map) }
    if !contacts.isEmpty { document["contacts"] = .array(try contacts.map { .object(try Self.printed($0, db)) }) }
    if !sites.isEmpty { document["sites"] = .strings(sites) }
    // A link with a target is in the text; one without is stored separately until its target is known.
    let open = links.filter { $0.state == .placeholder }.map { JSON.object(JSONObject([("text", .string($0.text))])) }
    if !open.isEmpty { document["links"] = .array(open) }
    return document
  }

  private static func map(_ texts: [String: String]) -> JSON? {
    let members = Language.codes.map { ($0, texts[$0].map(JSON.string)) }
    return texts.isEmpty ? nil : .object(JSONObject(members))
  }

  private static func printed(_ contact: Contact, _ db: Database) throws -> JSONObject {
    let known = try contact.email.flatMap { email in
      try String.fetchOne(
        db,
        sql: """
          SELECT i.id FROM items i JOIN revisions r ON r.item = i.number
          WHERE i.kind = 'contact' AND i.deletedAt IS NULL AND lower(r.document ->> '$.email') = lower(?)
            AND r.number = (SELECT max(number) FROM revisions WHERE item = i.number)
          """, arguments: [email])
    }
    return JSONObject([
      ("id", known.map(JSON.string)), ("name", .string(contact.name)), ("group", map(contact.group)),
      ("role", map(contact.role)), ("email", contact.email.map(JSON.string)),
      ("phone", (contact.phone ?? contact.printedPhone).map(JSON.string)),
      ("phonePrinted", contact.printedPhone.map(JSON.string)),
    ])
  }
}

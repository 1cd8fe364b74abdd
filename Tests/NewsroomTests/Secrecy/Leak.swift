// Planted leaks: ways in which a bug could put a secret into the public file, and the routes that would show it.

import GRDB

@testable import API
@testable import Catalog
@testable import Content
@testable import Values

/// The ways in which a secret could leak.
enum Leak: CaseIterable {
  /// Everything on the desk.
  case desk
  /// A secret item of each kind, in lists and at its address.
  case release, advice, site, contact
  /// A secret release among the newest ones.
  case news
  /// The newest revision of public items instead of the published one: the whole, or one part of it.
  case revision, body, summary, languages, position, relations
  /// Unpublished data in the cards by which others refer to an item.
  case card
  /// Unpublished words in the search index, and an unpublished position of a site.
  case words, points
  /// A contact that is not public, on an item that prints it.
  case print
  /// A row in the log of changes.
  case change
  /// A total that is too high, and too many facet values.
  case count, facets
  /// The notice of a withdrawal of an item that was never public.
  case notice
  /// The time of a write that was not public.
  case time

  func plant(in twins: Twins) throws {
    let pool = try twins.keeper.publicFile.pool
    try pool.writeWithoutTransaction { db in
      try db.execute(sql: "ATTACH ? AS desk", arguments: [twins.folder + "/desk.sqlite"])
      try db.inTransaction {
        for sql in sql(at: twins.now) { try db.execute(sql: sql) }
        try db.execute(sql: "UPDATE state SET generation = generation + 1")
        return .commit
      }
      try db.execute(sql: "DETACH desk")
    }
    try twins.keeper.cache.follow(twins.keeper.publicFile.state)
  }

  /// Secret items of the desk, and public ones.
  private static let hidden = "number NOT IN (SELECT number FROM main.documents)"
  private static let shown =
    "SELECT number FROM main.documents WHERE card IS NOT NULL AND number IN (SELECT number FROM desk.documents)"

  private func sql(at now: Instant) -> [String] {
    switch self {
    case .desk: [Leak.change, .revision, .words, .points, .print, .news].flatMap { $0.sql(at: now) } + Self.items("1")
    case .release, .advice, .site, .contact: Self.items("kind = '\(self)'")
    case .news:
      Self.items("kind = 'release'") + [
        """
        UPDATE main.documents SET updatedAt = \(now.milliseconds), summary = CAST(
          replace(CAST(summary AS TEXT), '"status":', '"publishedAt":"\(now.text)","status":') AS BLOB)
        WHERE kind = 'release' AND status <> 'published'
        """
      ]
    case .revision: [Leak.body, .summary, .card, .position, .relations].flatMap { $0.sql(at: now) }
    case .body, .summary, .languages:
      [
        """
        UPDATE main.documents SET \(self) = (SELECT d.\(self) FROM desk.documents d WHERE d.number = documents.number)
        WHERE number IN (\(Self.shown))
        """
      ]
    case .card:
      ["UPDATE main.documents SET card = CAST(replace(CAST(card AS TEXT), '\"title\"', '\"secret\"') AS BLOB)"]
    case .position:
      ["DELETE FROM main.terms"] + [
        "INSERT INTO main.terms SELECT * FROM desk.terms WHERE number IN (SELECT number FROM main.documents)"
      ]
    case .relations:
      [
        "DELETE FROM main.relations WHERE source IN (\(Self.shown))",
        "INSERT INTO main.relations SELECT * FROM desk.relations WHERE source IN (\(Self.shown))",
      ]
    case .words: Self.indexed(Self.shown)
    case .points:
      [
        "DELETE FROM main.points",
        """
        INSERT INTO main.points SELECT number, west + 1, east + 1, south, north, longitude + 1, latitude
        FROM desk.points WHERE number IN (SELECT number FROM main.documents)
        """,
      ]
    case .print:
      [
        """
        UPDATE main.relations SET print = (
          SELECT d.print FROM desk.relations d
          WHERE d.source = relations.source AND d.field = relations.field AND d.position = relations.position)
        WHERE print IS NULL
        """
      ]
    case .change:
      [
        """
        INSERT INTO main.changes
        SELECT 100 + number, kind, id, 'published', 1, updatedAt, 0 FROM desk.documents WHERE \(Self.hidden)
        """
      ]
    case .count: ["UPDATE main.counts SET count = count + 1"]
    case .facets: ["UPDATE main.terms SET facets = CAST(facets || facets AS BLOB)"]
    case .notice:
      [
        """
        INSERT INTO main.documents
        SELECT number, kind, id, 'withdrawn', 0, etag, updatedAt, NULL, NULL, CAST('{}' AS BLOB) FROM desk.documents
        WHERE \(Self.hidden)
        """
      ]
    case .time: ["UPDATE main.state SET changedAt = changedAt + 1000"]
    }
  }

  private static func items(_ condition: String) -> [String] {
    [
      "CREATE TEMP TABLE leaking AS SELECT number FROM desk.documents WHERE \(condition) AND \(hidden)",
      "INSERT INTO main.documents SELECT * FROM desk.documents WHERE number IN (SELECT number FROM leaking)",
      "INSERT INTO main.terms SELECT * FROM desk.terms WHERE number IN (SELECT number FROM leaking)",
      "INSERT INTO main.relations SELECT * FROM desk.relations WHERE source IN (SELECT number FROM leaking)",
    ] + indexed("SELECT number FROM leaking") + ["DROP TABLE leaking"]
  }

  /// Puts the desk's words of some items into the index.
  private static func indexed(_ numbers: String) -> [String] {
    let columns = (0..<5).flatMap { place in ["", "nl", "fr", "en", "de"].map { "place\(place)\($0)" } }
      .joined(separator: ", ")
    return [
      "DELETE FROM main.search WHERE rowid IN (\(numbers))",
      """
      INSERT INTO main.search (rowid, \(columns)) SELECT rowid, \(columns) FROM desk.search
      WHERE rowid IN (\(numbers))
      """,
    ]
  }

  /// The routes that must show the leak.
  func isSeen(at place: Place) -> Bool {
    guard place.isForAnyone, !Self.constant.contains(place.pattern) else { return false }
    let isStored = place.form == nil || place.form == "json"
    let isItem = place.resource != nil && !place.isCollection
    switch self {
    case .desk, .time: return true
    case .news: return place.pattern == "/sitemap-news.xml"
    case .release, .advice, .site, .contact: return place.resource?.kind == "\(self)"
    case .revision: return place.resource != nil
    case .body: return isItem && !(place.form == "vcf" && place.resource?.kind == "release")
    case .summary: return place.isCollection && !["atom", "rss", "jsonfeed"].contains(place.form)
    case .position: return place.isCollection && (isStored || place.form == "html")
    case .card: return isItem && isStored && place.resource?.kind == "site"
    case .languages: return isItem && isStored && place.resource?.computesLanguages == true
    case .relations: return place.resource?.kind == "release" && isItem && isStored
    case .words: return (place.isCollection || place.pattern == "/search") && isStored
    case .points: return place.pattern == "/sites" && isStored
    case .print: return place.resource?.kind == "release" && isItem && !["ninjs", "jsonld"].contains(place.form)
    case .change: return ["/changes", "/sitemap.xml"].contains(place.pattern)
    case .count: return place.isCollection && isStored
    case .facets: return place.pattern == "/releases" && place.form == nil
    case .notice: return isItem
    }
  }

  /// Routes that say nothing about items.
  static let constant: Set<String> = [
    "/newsroom.css", "/newsroom.js", "/icon.svg", "/logo", "/accessibility", "/desk", "/desk/{file}", "/session",
    "/docs", "/docs/{section}", "/openapi.json", "/health", "/robots.txt", "/previews/{link}", "/geo",
    "/geo/conformance", "/geo/api", "/subscribe", "/subscribers", "/subscribers/confirmations/{token}",
    "/subscribers/endings/{token}",
    // Its content was made at the time of the change, so a later leak cannot get in.
    "/stream",
  ]
}

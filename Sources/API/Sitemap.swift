// The files for search engines: robots.txt, the sitemap, and the news sitemap of two days.

import Bytes
import Catalog
import Content
import GRDB
import HTTP
import HTTPTypes
import Storage
import Synchronization
import Values

enum Sitemap {
  /// The largest number of addresses in a file (sitemaps.org).
  private static let limit = 50_000
  /// The largest number of addresses in a news sitemap (Google News).
  private static let newsLimit = 1_000
  private static let newsMilliseconds: Int64 = 48 * 3_600 * 1_000

  @Sendable static func robots(_ context: inout RequestContext) throws -> Response {
    try context.query.finish()
    let text = """
      User-agent: *
      Disallow: /*/previews/

      Sitemap: \(context.app.publicURL)/sitemap.xml
      Sitemap: \(context.app.publicURL)/sitemap-news.xml

      """
    return context.content(Array(text.utf8), type: "text/plain; charset=utf-8", vary: nil)
  }

  /// The newest pages of all kinds except contacts.
  @Sendable static func all(_ context: inout RequestContext) throws -> Response {
    try context.query.finish()
    var response = context.content([], type: "application/xml; charset=utf-8", vary: nil)
    var state = "sitemap " + context.app.publicURL
    try context.app.publicFile.readers.read { db in
      let sql = "SELECT c.number, c.id, c.at, s.epoch FROM changes c, state s ORDER BY c.number DESC LIMIT 1"
      try db.rows(sql, []) { row in
        state += " \(row.integer(0)) \(row.text(1)) \(row.integer(2)) \(row.text(3))"
        return false
      }
    }
    response.fields[.eTag] = Array(state.utf8).etag
    response.body = .stream(Pages(context.app.publicFile.readers, address: context.app.publicURL))
    return response
  }

  /// Streams the file in pieces, from the newest item to the oldest.
  private final class Pages: BodySource {
    private let readers: Readers
    private let paths: [String: String]
    /// The number of the last item, and the number of addresses still allowed; nil at the end.
    private let place = Mutex<(number: Int64, left: Int)?>((Int64.max, Sitemap.limit))

    private static let piece = 1_000

    init(_ readers: Readers, address: String) {
      self.readers = readers
      let resources = Resource.all.filter { $0.kind != Resource.contacts.kind }
      paths = Dictionary(
        uniqueKeysWithValues: resources.map { ($0.kind, "\(address)/\($0.path)/".escapedForMarkup) })
    }

    func next() throws -> [UInt8]? {
      try place.withLock { place in
        guard let (start, left) = place else { return nil }
        var output = OutputBuffer(capacity: 256 * 1024)
        if start == Int64.max {
          output.append("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n")
          output.append("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n")
        }
        var last = start
        var count = 0
        try readers.readThrough { db in
          try db.rows(
            """
            SELECT number, kind, id, updatedAt FROM documents
            WHERE number < ? AND card IS NOT NULL AND kind <> 'contact' ORDER BY number DESC LIMIT ?
            """, [start.databaseValue, min(Self.piece, left).databaseValue]
          ) { row in
            (last, count) = (row.integer(0), count + 1)
            guard let path = paths[row.text(1)] else { return true }
            // Ids contain no characters that need escaping.
            output.append("<url><loc>\(path)\(row.text(2))</loc><lastmod>")
            output.append("\(Instant(milliseconds: row.integer(3)).text)</lastmod></url>\n")
            return true
          }
        }
        place = count < Self.piece || left == count ? nil : (last, left - count)
        if place == nil { output.append("</urlset>\n") }
        return Array(output.bytes)
      }
    }
  }

  /// The releases first published within two days, once for each language. The response is cached until one of them
  /// gets too old.
  @Sendable static func news(_ context: inout RequestContext) throws -> Response {
    try context.query.finish()
    let since = Instant(milliseconds: Instant.now().milliseconds - newsMilliseconds)
    let releases = try recent(context, since)
    let times = releases.compactMap { $0["publishedAt"]?.string.flatMap(Instant.init) }
    let name = context.app.council.name
    let urls = releases.flatMap { release in
      release.texts("title").map {
        url(release, $0.language, $0.text, name[$0.language])
      }
    }
    let markup: Markup = """
      <?xml version="1.0" encoding="utf-8"?>
      <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" \
      xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
      \(urls.prefix(newsLimit).map(\.self))
      </urlset>

      """
    var response = context.content(markup.bytes, type: "application/xml; charset=utf-8", vary: nil)
    if let oldest = times.min(), case .public = response.caching {
      response.caching = .public(until: oldest.milliseconds + newsMilliseconds)
    }
    return response
  }

  /// Returns the releases first published since an instant, which is also the earliest instant of their last update.
  private static func recent(_ context: RequestContext, _ since: Instant) throws -> [JSONObject] {
    var listQuery = ListQuery(.releases)
    listQuery.updatedSince = since
    listQuery.pageSize = newsLimit
    let page = try context.app.publicStore.page(listQuery)
    let bytes = [UInt8(ascii: "[")] + page.json.array + [UInt8(ascii: "]")]
    guard case .success(.array(let items)) = JSON.parse(bytes) else { throw Problem.internalError }
    return items.compactMap(\.object).filter { release in
      release["publishedAt"]?.string.flatMap(Instant.init).map { $0 >= since } ?? false
    }
  }

  private static func url(_ release: JSONObject, _ language: Language, _ title: String, _ name: String) -> Markup {
    """
    <url><loc>\(release["href"]?.string ?? "")?lang=\(language)</loc><news:news>\
    <news:publication><news:name>\(name)</news:name><news:language>\(language)</news:language>\
    </news:publication><news:publication_date>\(release["publishedAt"]?.string ?? "")</news:publication_date>\
    <news:title>\(title)</news:title></news:news></url>
    """
  }
}

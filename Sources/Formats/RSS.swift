// The RSS 2.0 feed of a list query, with the whole text in `content:encoded`.

import Bytes
import Content
import Values

extension ListRepresentation {
  static var rss: ListRepresentation {
    Representation(
      suffix: "rss", mediaType: "application/rss+xml", parameters: "; charset=utf-8", languagePolicy: .one,
      rendering: .documents { Feed($0).rss.bytes })
  }
}

extension Feed {
  fileprivate var rss: Markup {
    """
    <?xml version="1.0" encoding="utf-8"?>
    <rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" \
    xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
    <channel>
    <title>\(title)</title>
    <link>\(page)</link>
    <description>\(title)</description>
    <language>\(language)</language>
    <lastBuildDate>\(Self.date(updated))</lastBuildDate>
    <atom:link rel="self" type="application/rss+xml" href="\(address("rss"))"/>
    \(view.hub.map { "<atom:link rel=\"hub\" href=\"\($0)\"/>\n" })\
    \(view.next.map { "<atom:link rel=\"next\" type=\"application/rss+xml\" href=\"\($0)\"/>" })
    \(entries.map(rssItem))
    </channel>
    </rss>

    """
  }

  /// One item. A description is HTML (RSS 2.0, encoding examples), so plain text is escaped for HTML, then for XML.
  private func rssItem(_ entry: Entry) -> Markup {
    """
    <item>
    <guid isPermaLink="true">\(entry.id)</guid>
    <link>\(entry.id)</link>
    <title>\(entry.view.name)</title>
    <pubDate>\(Self.date(entry.published))</pubDate>
    <dc:creator>\(view.council.name[language])</dc:creator>
    <atom:updated>\(entry.updated)</atom:updated>
    \(entry.themes.map { "<category>\($0.name)</category>" as Markup })
    <description>\((entry.lead ?? entry.view.name).escapedForMarkup)</description>
    <content:encoded>\(entry.html)</content:encoded>
    </item>
    """
  }

  /// RSS uses the date format of email and HTTP.
  private static func date(_ instant: String) -> String {
    HTTPDate.string((Instant(instant)?.milliseconds ?? 0) / 1_000)
  }
}

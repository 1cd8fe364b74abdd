// The Atom feed of a list query (RFC 4287), with withdrawn items (RFC 6721) and a link to the next page (RFC 5005).

import Content
import Values

extension ListRepresentation {
  static var atom: ListRepresentation {
    Representation(
      suffix: "atom", mediaType: "application/atom+xml", parameters: "; charset=utf-8", languagePolicy: .one,
      rendering: .documents { Feed($0).atom.bytes })
  }
}

extension Feed {
  fileprivate var atom: Markup {
    """
    <?xml version="1.0" encoding="utf-8"?>
    <feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0" xml:lang="\(language)">
    <id>\(address("atom"))</id>
    <title>\(title)</title>
    <updated>\(updated)</updated>
    <author><name>\(view.council.name[language])</name><uri>\(view.address)/</uri></author>
    <link rel="self" type="application/atom+xml" href="\(address("atom"))"/>
    \(view.hub.map { "<link rel=\"hub\" href=\"\($0)\"/>\n" })\
    <link rel="alternate" type="text/html" href="\(page)"/>
    \(view.next.map { "<link rel=\"next\" type=\"application/atom+xml\" href=\"\($0)\"/>" })
    \(entries.map(atomEntry))
    \(view.withdrawn.map(deletedEntry))
    </feed>

    """
  }

  private func atomEntry(_ entry: Entry) -> Markup {
    """
    <entry>
    <id>\(entry.id)</id>
    <title>\(entry.view.name)</title>
    <published>\(entry.published)</published>
    <updated>\(entry.updated)</updated>
    <link rel="alternate" type="text/html" hreflang="\(language)" href="\(entry.id)"/>
    \(entry.themes.map { "<category term=\"\($0.key)\" label=\"\($0.name)\"/>" as Markup })
    \(entry.lead.map { "<summary>\($0)</summary>" })
    <content type="html">\(entry.html)</content>
    </entry>
    """
  }

  private func deletedEntry(_ item: (id: String, at: String, reason: String?)) -> Markup {
    """
    <at:deleted-entry ref="\(view.path)/\(item.id)?lang=\(language)" when="\(item.at)">\
    \(item.reason.map { "<at:comment>\($0)</at:comment>" })</at:deleted-entry>
    """
  }
}

// With any text in an item, each representation stays well-formed and shows the text as text.

import Foundation
import RunningNewsroom
import Testing

@testable import Content
@testable import Formats
@testable import Values

@Suite struct NaughtyTextTests {
  /// Parses each file by its kind, which is its first line. Prints whether it is well-formed, and its title.
  private static let script = #"""
    import csv, io, json, sys, xml.etree.ElementTree as xml
    from html.parser import HTMLParser
    import feedparser, vobject

    class Page(HTMLParser):
        def __init__(self):
            super().__init__(convert_charrefs=True)
            self.tags, self.handlers, self.urls, self.h1, self.data = [], [], [], "", ""
            self.inside = None
        def handle_starttag(self, tag, attributes):
            self.tags.append(tag)
            self.handlers += [name for name, _ in attributes if name.startswith("on") or name == "style"]
            self.urls += [value for name, value in attributes if name in ("href", "src")]
            if tag == "script" and attributes not in ([("type", "application/ld+json")],
                                                      [("type", "module"), ("src", "/newsroom.js")]):
                self.handlers.append("script")
            self.inside = tag
        def handle_endtag(self, tag):
            self.inside = None
        def handle_data(self, data):
            if self.inside == "h1": self.h1 += data
            if self.inside == "script": self.data += data

    def read(path):
        raw = open(path, "rb").read()
        kind, raw = raw.split(b"\n", 1)
        kind = kind.decode()
        text = raw.decode("utf-8")
        out = {"kind": kind}
        if kind in ("json", "ninjs", "jsonld", "geojson", "jsonfeed"):
            value = json.loads(text)
            out["isWhole"] = isinstance(value, dict)
            if kind == "jsonfeed": out["title"] = value["items"][0]["title"]
            if kind == "ninjs": out["title"] = value["headlines"][0]["value"]
            if kind == "jsonld": out["title"] = value["headline"]
        elif kind == "ndjson":
            out["isWhole"] = all(isinstance(json.loads(line), dict) for line in text.split("\n") if line)
        elif kind == "csv":
            rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))
            out["isWhole"] = len({len(row) for row in rows}) == 1 and len(rows) == 2
            first = dict(zip(*rows))
            out["title"] = first.get("title.nl", first.get("name.nl", ""))
        elif kind in ("atom", "rss"):
            feed = feedparser.parse(raw)
            out["isWhole"] = not feed.bozo
            out["title"] = xml.fromstring(text).find(
                ".//{http://www.w3.org/2005/Atom}entry/{http://www.w3.org/2005/Atom}title" if kind == "atom"
                else "./channel/item/title").text
        elif kind == "svg":
            out["isWhole"] = xml.fromstring(text).tag.endswith("svg")
        elif kind == "html":
            page = Page()
            page.feed(text)
            page.close()
            out["isWhole"] = not page.handlers and page.tags.count("main") == 1 and page.tags.count("h1") == 1
            out["isWhole"] &= all(url.split(":")[0] in ("http", "https", "mailto", "tel") or url[0] in "/#"
                                   for url in page.urls)
            out["isWhole"] &= page.data == "" or json.loads(page.data)["@type"] in ("NewsArticle", "Report", "Place",
                                                                                       "CollectionPage")
            if "<article" in text: out["title"] = page.h1
        elif kind == "vcf":
            cards = list(vobject.readComponents(text))
            out["isWhole"] = len(cards) == 1 and all(len(line.encode()) <= 75 for line in text.split("\r\n"))
            out["title"] = cards[0].fn.value
        else:
            out["isWhole"] = "\x00" not in text
        return out

    print(json.dumps([read(path) for path in sys.argv[1:]]))
    """#

  @Test func `every format of every resource survives every text in every field`() throws {
    let newsroom = try TestNewsroom()
    for (number, text) in NaughtyText.all.enumerated() {
      for (path, item) in NaughtyText.items(text, number) {
        let reply = try newsroom.desk("POST", path, item.text)
        #expect(reply.status == 201, "\(text.debugDescription): \(reply.text)")
      }
    }
    var asked: [(path: String, form: String, text: String)] = []
    for (number, text) in NaughtyText.all.enumerated() {
      for resource in Resource.all {
        let id = "\(resource.kind.prefix(1))\(number)"
        for form in resource.itemRepresentations {
          asked.append(("/\(resource.path)/\(id).\(form.suffix)", form.suffix, text))
        }
        for form in resource.listRepresentations {
          asked.append(("/\(resource.path).\(form.suffix)?id=\(id)", form.suffix, text))
        }
      }
    }
    let bodies = try asked.map { path, form, _ in
      let reply = try newsroom.get(path, ["Accept-Language": "nl"])
      #expect(reply.status == 200, "\(path) \(reply.text)")
      return Array("\(form)\n".utf8) + reply.body
    }
    let found = try Reader.python(Self.script, reading: bodies)
    #expect(found.count == asked.count)
    for (asked, found) in zip(asked, found) {
      #expect(found["isWhole"] == .bool(true), "\(asked.path) \(asked.text.debugDescription)")
      guard let title = found["title"]?.string else { continue }
      let names = [asked.text, asked.text + " nl"].flatMap { [$0, "'" + $0] }.map(\.forComparison)
      #expect(names.contains(title.forComparison), "\(asked.path): \(title.debugDescription)")
    }
  }
}

extension String {
  /// Line endings are normalized, characters that XML forbids are replaced, and those that vCard forbids are removed.
  fileprivate var forComparison: String {
    replacing("\r\n", with: "\n").replacing("\r", with: "\n").replacing("\u{FFFE}", with: "\u{FFFD}")
      .replacing("\u{FFFF}", with: "\u{FFFD}").replacing("\u{7F}", with: "")
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }
}

// Feeds: Atom and RSS as feedparser reads them, and JSON Feed by its rules.

import RunningNewsroom
import Testing

@testable import Values

@Suite struct FeedTests {
  private static let script = #"""
    import feedparser, json, sys
    def read(path):
        feed = feedparser.parse(open(path, "rb").read())
        return {
            "bozo": bool(feed.bozo), "version": feed.version, "title": feed.feed.get("title", ""),
            "language": feed.feed.get("language", ""), "updated": feed.feed.get("updated", ""),
            "ids": [entry.id for entry in feed.entries], "titles": [entry.title for entry in feed.entries],
            "texts": [entry.content[0].value for entry in feed.entries],
            "links": [entry.link for entry in feed.entries],
            "tags": [[tag.term for tag in entry.get("tags", [])] for entry in feed.entries],
            "isDated": all(entry.get("published_parsed") for entry in feed.entries),
        }
    print(json.dumps([read(path) for path in sys.argv[1:]]))
    """#

  @Test(arguments: ["atom", "rss"], [Language.nl, .fr, .en])
  func `a feed is read without complaint, whole, in one language`(form: String, language: Language) throws {
    let newsroom = try FormTests.filled()
    try newsroom.publishRelease("later", date: "2025-06-01", more: #", "themes": ["housing"]"#)
    let feeds = try ["", "&theme=economy", "&theme=poverty"].map { filter in
      try newsroom.get("/releases.\(form)?lang=\(language)\(filter)").body
    }
    let read = try Reader.python(Self.script, reading: feeds)
    let name = language == .nl ? "Titel" : "Titre"
    let titles = language == .en ? [[], [], []] : [["\(name) later", name], [name], []]
    #expect(read.map { $0["bozo"] } == [.bool(false), .bool(false), .bool(false)])
    #expect(read.map { $0["titles"] } == titles.map(JSON.strings))
    #expect(read[0]["language"] == .string(language.rawValue))
    #expect(read[1]["title"]?.string?.hasSuffix("(theme=economy)") == true)
    guard language != .en else { return }
    #expect(read[0]["isDated"] == .bool(true))
    let id = "\(newsroom.address)/releases/r?lang=\(language)"
    #expect(read[1]["ids"] == [.string(id)] && read[1]["links"] == [.string(id)])
    let text = read[1]["texts"]?.array?.first?.string ?? ""
    #expect(text.hasPrefix(language == .nl ? "<p>Inleiding.</p>" : "<p>Chapeau.</p>"))
    #expect(language != .nl || text.contains(#"<a href="https://example.org/">hier</a>"#))
  }

  @Test func `updatedAt changes with a publication of the item and with nothing else`() throws {
    let newsroom = try FormTests.filled()
    let before = try newsroom.get("/releases.atom?lang=nl&theme=economy")
    try newsroom.publishRelease("other")
    #expect(try newsroom.get("/releases.atom?lang=nl&theme=economy").text == before.text)
    let tag = try #require(try newsroom.desk("GET", "/releases/r")["ETag"])
    let change = #"{"body": {"nl": "Beter."}}"#
    #expect(try newsroom.desk("PATCH", "/releases/r", change, ["If-Match": tag]).status == 200)
    #expect(try newsroom.get("/releases.atom?lang=nl&theme=economy")["ETag"] == before["ETag"])
    let note = #"{"correction": {"nl": "Beter gezegd", "fr": "Mieux dit"}}"#
    #expect(try newsroom.desk("POST", "/releases/r/publications", note).status == 201)
    let after = try newsroom.get("/releases.atom?lang=nl&theme=economy")
    let updated = try #require(try newsroom.get("/releases/r").json["updatedAt"]?.string)
    #expect(after["ETag"] != before["ETag"] && after.text.contains("<updated>\(updated)</updated>"))
    #expect(after.text.contains("Beter gezegd") && !after.text.contains("Mieux dit"))
    #expect(after.text.contains("<id>\(newsroom.address)/releases/r?lang=nl</id>"))
  }

  @Test func `markup characters in a lead are text in every feed`() throws {
    let newsroom = try TestNewsroom()
    let release = TestNewsroom.release("s", more: #", "status": "published""#).replacing(
      "Inleiding.", with: "1 < 2 <b>")
    #expect(try newsroom.desk("POST", "/releases", release).status == 201)
    let rss = try newsroom.get("/releases.rss").text
    #expect(rss.contains("<description>1 &amp;lt; 2 &amp;lt;b&amp;gt;</description>"))
    #expect(try newsroom.get("/releases.atom").text.contains("<summary>1 &lt; 2 &lt;b&gt;</summary>"))
    #expect(try newsroom.get("/releases.jsonfeed").items.first?["summary"] == "1 < 2 <b>")
  }

  @Test func `a withdrawn release is an entry in Atom and absent from the others`() throws {
    let newsroom = try FormTests.filled()
    let reason = #"{"reason": {"nl": "Fout", "fr": "Erreur"}}"#
    #expect(try newsroom.desk("POST", "/releases/r/withdrawals", reason).status == 201)
    let atom = try newsroom.get("/releases.atom?lang=fr")
    let at = try #require(try newsroom.get("/releases/r").json["withdrawnAt"]?.string)
    #expect(
      atom.text.contains(
        #"<at:deleted-entry ref="\#(newsroom.address)/releases/r?lang=fr" when="\#(at)">"#
          + "<at:comment>Erreur</at:comment></at:deleted-entry>"))
    #expect(atom.text.contains("<updated>\(at)</updated>") && !atom.text.contains("<entry>"))
    let read = try Reader.python(Self.script, reading: [atom.body, try newsroom.get("/releases.rss").body])
    #expect(read.map { $0["bozo"] } == [.bool(false), .bool(false)])
    #expect(read.map { $0["ids"] } == [[], []])
    #expect(try newsroom.get("/releases.jsonfeed").items.isEmpty)
  }

  @Test func `a JSON Feed has what its version 1.1 asks for`() throws {
    let newsroom = try FormTests.filled()
    try newsroom.publishRelease("later", date: "2025-06-01")
    let feed = try newsroom.get("/releases.jsonfeed?lang=fr&pageSize=1").json
    #expect(feed["version"] == "https://jsonfeed.org/version/1.1")
    #expect(feed["feed_url"] == .string("\(newsroom.address)/releases.jsonfeed?pageSize=1&lang=fr"))
    #expect(feed["language"] == "fr" && feed["title"]?.string != nil)
    #expect(feed["next_url"]?.string?.hasPrefix("\(newsroom.address)/releases.jsonfeed?") == true)
    let item = try #require(feed["items"]?.array?.first?.object)
    #expect(item["id"] == .string("\(newsroom.address)/releases/later?lang=fr"))
    #expect(item["title"] == "Titre later" && item["content_html"] == "<p>Chapeau.</p>\n<p>Texte.</p>\n")
    #expect(item["date_published"]?.string.flatMap(Instant.init) != nil)
  }
}

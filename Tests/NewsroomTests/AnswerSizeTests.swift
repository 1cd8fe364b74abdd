// The size of answers: a page ends early when its items are large, and leads to the rest.

import Testing

@testable import API
@testable import Values

@Suite struct AnswerSizeTests {
  private static let ids = (10..<22).map { "r\($0)" }

  /// A newsroom with twelve releases of 400 KB each, as text and HTML, at one site.
  private static func newsroom() throws -> TestNewsroom {
    let newsroom = try TestNewsroom()
    let site = #"{"id": "s", "name": {"nl": "Plaats"}, "status": "published"}"#
    #expect(try newsroom.desk("POST", "/sites", site).status == 201)
    let text = String(repeating: "woord ", count: 33_000)
    for (day, id) in ids.enumerated() {
      let release = """
        {"id": "\(id)", "releaseDate": "2025-05-\(30 - day)", "title": {"nl": "Titel \(id)", "fr": "Titre"},
         "body": {"nl": "\(text)", "fr": "Texte"}, "sites": ["s"], "status": "published"}
        """
      #expect(try newsroom.desk("POST", "/releases", release).status == 201)
    }
    return newsroom
  }

  private static func path(_ link: JSON?, _ newsroom: TestNewsroom) -> String? {
    link?.string.map { String($0.dropFirst(newsroom.address.count)) }
  }

  @Test func `a page of large items ends early, and its cursors meet every item once in both directions`() throws {
    let newsroom = try Self.newsroom()
    for question in ["select=(id,body,html)", "select=(id,body,html)&q=titel", "embed=sites&select=(id,body,html)"] {
      var pages: [[String]] = []
      var path: String? = "/releases?pageSize=100&sort=-releaseDate&\(question)"
      var last: TestNewsroom.Reply?
      while let next = path {
        let reply = try newsroom.get(next)
        #expect(reply.status == 200 && reply.body.count < 2 << 20, "\(reply.body.count)")
        #expect(reply.json["total"]?.text == "12")
        pages.append(reply.ids)
        (path, last) = (Self.path(reply.json["next"], newsroom), reply)
      }
      #expect(pages.joined().elementsEqual(Self.ids) && pages.count > 2, "\(pages)")
      path = Self.path(last?.json["prev"], newsroom)
      var before: [String] = []
      while let previous = path {
        let reply = try newsroom.get(previous)
        #expect(reply.status == 200 && reply.body.count < 2 << 20)
        before = reply.ids + before
        path = Self.path(reply.json["prev"], newsroom)
      }
      #expect(before + (pages.last ?? []) == Self.ids)
    }
  }

  @Test(arguments: ["atom", "rss", "jsonfeed"])
  func `a feed of large items ends early, and leads to the rest`(suffix: String) throws {
    let newsroom = try Self.newsroom()
    var count = 0
    var path: String? = "/releases.\(suffix)?pageSize=100"
    while let next = path {
      let reply = try newsroom.get(next)
      #expect(reply.status == 200 && reply.body.count < 2 << 20, "\(reply.body.count)")
      count += Set(reply.text.matches(of: /Titel r[0-9]+/).map { String($0.output) }).count
      let link = reply.headers.filter { $0.name.lowercased() == "link" }.map(\.value).joined(separator: ",")
      path = link.firstMatch(of: /<([^>]*)>; *rel="?next/).map { String($0.output.1.dropFirst(newsroom.address.count)) }
    }
    #expect(count == 12)
  }

  @Test func `what is embedded ends early too, in an item and in a list`() throws {
    let newsroom = try Self.newsroom()
    for path in ["/sites/s?embed=releases", "/sites?embed=releases", "/sites?embed=releases&pageSize=1"] {
      let reply = try newsroom.get(path)
      let embedded = reply.json["embedded"]?.object?.members.map(\.name) ?? []
      #expect(reply.status == 200 && reply.body.count < 2 << 20, "\(path) \(reply.body.count)")
      #expect(embedded == Self.ids.prefix(embedded.count).map { "\(newsroom.address)/releases/\($0)" })
      #expect(embedded.count > 1 && embedded.count < 12)
    }
  }
}

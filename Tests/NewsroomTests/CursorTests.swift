// Pages from a cursor: in every order, in both directions, across writes and restarts.

import Testing

@testable import API
@testable import Values

@Suite struct CursorTests {
  private static let reason = #"{"reason": {"nl": "Weg", "fr": "Parti"}}"#

  /// Collections in each of their orders.
  static let questions = [
    "/releases?", "/releases?sort=releaseDate", "/releases?q=raad", "/releases?q=raad&sort=-releaseDate",
    "/releases?q=raad&sort=releaseDate", "/releases?q=raad%20titel&lang=nl&theme=economy", "/releases?theme=economy",
    "/sites?", "/sites?sort=-name", "/sites?q=plaats", "/sites?q=plaats&sort=-name", "/search?", "/search?q=raad%20-x",
    "/search?sort=date", "/search?q=pl*", "/sites?bbox=4,50,5,51",
  ]

  private static func release(_ number: Int) -> String {
    let (title, lead, body) = [
      ("Titel raad", "Lead", "Tekst"), ("Titel", "De raden", "Tekst"), ("Titel", "Lead", "raad"),
    ][number % 3]
    return """
      {"id": "r\(number)", "releaseDate": "2025-01-\(10 + number % 4)", "title": {"nl": "\(title)", "fr": "Titre"},
       "lead": {"nl": "\(lead)", "fr": "Chapeau"}, "body": {"nl": "\(body)", "fr": "Texte"}, "themes": ["economy"],
       "status": "published"}
      """
  }

  private static func site(_ number: Int) -> String {
    """
    {"id": "s\(number)", "name": {"nl": "Plaats \(number % 5)", "fr": "Lieu"}, "situation": {"nl": "Raad"},
     "coordinates": {"latitude": 50.\(number), "longitude": 4.5, "precision": "plot", "source": "test"},
     "status": "published"}
    """
  }

  private static func fill(_ newsroom: Application, _ numbers: some Sequence<Int>) throws {
    for number in numbers {
      #expect(try newsroom.write("POST", "/releases", release(number)).status == 201)
      #expect(try newsroom.write("POST", "/sites", site(number)).status == 201)
    }
  }

  private static func ids(_ reply: Application.Reply) -> [String] {
    (reply.json["items"]?.array ?? []).compactMap { $0.object?["id"]?.string }
  }

  private static func target(_ reply: Application.Reply, _ relation: String) -> String? {
    reply.json[relation]?.string.map { String($0.dropFirst("https://press.example".count)) }
  }

  @Test func `pages meet every item once in each direction, also after a restart`() throws {
    let data = try TestData()
    var newsroom = try data.open()
    try Self.fill(newsroom, 10..<19)
    for question in Self.questions {
      let all = Self.ids(newsroom.get(question + "&pageSize=100"))
      #expect(all.count >= 9 && Set(all).count == all.count, "\(question)")
      for pageSize in [1, 4, 9] {
        var pages: [[String]] = []
        var next: String? = "\(question)&pageSize=\(pageSize)"
        var last = newsroom.get(question)
        while let target = next {
          last = newsroom.get(target)
          pages.append(Self.ids(last))
          next = Self.target(last, "next")
          if pages.count == 2, pageSize == 4 { newsroom = try data.open() }
        }
        #expect(pages.flatMap(\.self) == all, "\(question)")
        var backwards = [Self.ids(last)]
        while let target = Self.target(last, "prev") {
          last = newsroom.get(target)
          backwards.insert(Self.ids(last), at: 0)
        }
        #expect(backwards == pages, "\(question)")
      }
    }
  }

  @Test(arguments: [
    "/releases?", "/releases?q=raad", "/releases?q=raad&sort=releaseDate", "/sites?sort=-name", "/search?q=raad",
  ])
  func `items that stay are neither repeated nor skipped while others come and go`(question: String) throws {
    let newsroom = try TestData().open()
    try Self.fill(newsroom, 10..<22)
    let stable = Set(Self.ids(newsroom.get(question + "&pageSize=100"))).filter { Int($0.dropFirst())! % 3 != 0 }
    var seen: [String] = []
    var next: String? = "\(question)&pageSize=3"
    var round = 0
    while let target = next {
      let reply = newsroom.get(target)
      seen += Self.ids(reply)
      next = Self.target(reply, "next")
      round += 1
      if round <= 4 {
        try Self.fill(newsroom, [30 + round])
        for kind in ["releases/r", "sites/s"] {
          // The item of the cursor may be among the removed ones.
          let path = "/\(kind)\(9 + round * 3)/withdrawals"
          #expect(try newsroom.write("POST", path, Self.reason).status == 201)
        }
      }
    }
    #expect(Set(seen).count == seen.count && Set(seen).isSuperset(of: stable), "\(seen) \(stable)")
  }

  @Test func `a cursor of another order or query, or a damaged one, is refused`() throws {
    let newsroom = try TestData().open()
    try Self.fill(newsroom, 10..<14)
    func cursor(_ question: String) throws -> String {
      let next = try #require(Self.target(newsroom.get(question + "&pageSize=1"), "next"))
      return String(try #require(next.split(separator: "after=").last))
    }
    let (ranked, dated) = (try cursor("/releases?q=raad"), try cursor("/releases?"))
    for target in [
      "/releases?after=\(ranked)", "/releases?q=raad&after=\(dated)", "/releases?q=raden&after=\(ranked)",
      "/releases?q=raad&sort=-releaseDate&after=\(ranked)", "/search?q=raad&after=\(ranked)", "/sites?after=\(dated)",
      "/releases?after=\(dated)0", "/releases?after=0\(dated)", "/releases?after=\(dated.dropLast())",
      "/releases?after=",
      "/releases?after=a.b.c", "/releases?after=....", "/releases?after=\(dated)&before=\(dated)",
    ] {
      #expect(newsroom.get(target).status == 400, "\(target)")
    }
    // Parameters that only change the presentation keep the cursor valid.
    #expect(newsroom.get("/releases?after=\(dated)&select=(title)&facets=theme&embed=sites&pageSize=2").status == 200)
  }
}

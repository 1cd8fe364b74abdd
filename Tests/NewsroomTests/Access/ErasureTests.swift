// Erasing a person whose name stands in ids, and thus in addresses.

import Foundation
import GRDB
import Testing

@testable import API
@testable import Desk
@testable import Newsroom
@testable import Values

@Suite struct ErasureTests {
  private static let name = "Jeanneke Zxqv"
  private static let former = "2025-01-01-interview-met-jeanneke-zxqv"
  private static let present = "2025-01-01-interview-met"

  private let newsroom: TestNewsroom

  /// A release and a contact whose ids have the name, a site whose id is nothing else, and texts that refer to them.
  init() throws {
    newsroom = try TestNewsroom()
    let contact = #"{"name": "\#(Self.name)", "email": "pers@example.org", "status": "published"}"#
    #expect(try newsroom.desk("POST", "/contacts", contact).json["id"] == "jeanneke-zxqv")
    let body = """
      {"releaseDate": "2025-01-01", "title": {"nl": "Interview met \(Self.name)", "fr": "Entretien"},
       "lead": {"nl": "Zie /releases/\(Self.former).", "fr": "b"}, "contacts": [{"id": "jeanneke-zxqv"}],
       "status": "published"}
      """
    let created = try newsroom.desk("POST", "/releases", body)
    #expect(created.status == 201 && created.json["id"]?.string == Self.former, "\(created.text)")
    let other = TestNewsroom.release("other").replacing(
      #"{"name": "An"#, with: #"{"id": "jeanneke-zxqv"}, {"name": "An"#)
    #expect(try newsroom.desk("POST", "/releases", other).status == 201)
    #expect(try newsroom.desk("POST", "/releases/\(Self.former)/previews", "{}").status == 201)
  }

  private func erase() throws -> (erased: [Person.Place], remaining: [String]) {
    try newsroom.application.services.erase(Person([Self.name]), by: Author("test"))
  }

  @Test func `a name in an id is found`() throws {
    let places = try newsroom.application.services.places(of: Person([Self.name]))
    let found = Set(places.map { "\($0.table).\($0.column)" })
    for place in ["items.id", "audit.id", "revisions.document", "previews.document"] {
      #expect(found.contains(place), "\(place): \(found)")
    }
  }

  @Test func `items get ids without the name, and what refers to them follows`() throws {
    let report = try erase()
    #expect(report.remaining == [])
    #expect(try newsroom.application.services.places(of: Person([Self.name])).isEmpty)
    let paths = [
      "/releases/\(Self.present)", "/releases", "/contacts/contact", "/changes", "/sitemap.xml",
      "/releases.atom",
      "/releases/\(Self.present).html",
    ]
    for path in paths {
      let reply = try newsroom.get(path)
      #expect(
        reply.status == 200 && !reply.text.lowercased().contains("zxqv"), "\(path): \(reply.text)")
    }
    let release = try newsroom.get("/releases/\(Self.present)").json
    let contact = release["contacts"]?.array?.first?.object
    #expect(contact?["href"]?.string == newsroom.address + "/contacts/contact")
    #expect(release["lead"]?.object?["nl"]?.string == "Zie /releases/\(Self.present).")
    let draft = try newsroom.desk("GET", "/releases/other")
    #expect(
      draft.json["contacts"]?.array?.first?.object?["id"] == nil && !draft.text.contains("zxqv"))
    let changes = try newsroom.get("/changes").items.compactMap { $0["id"]?.string }
    #expect(Set(changes) == [Self.present, "contact"])
    #expect(try newsroom.application.desk.pool.read { db in try AuditChain(db).fault } == nil)
    let names = try FileManager.default.contentsOfDirectory(atPath: newsroom.directory)
    for name in names {
      let bytes = FileManager.default.contents(atPath: newsroom.directory + "/" + name) ?? Data()
      #expect(bytes.range(of: Data("zxqv".utf8)) == nil, "\(name)")
    }
  }

  @Test func `the former address leads to the present one, and does not tell the name`() throws {
    _ = try erase()
    for (path, present) in [
      ("/releases/\(Self.former)", "/releases/\(Self.present)"),
      ("/releases/\(Self.former).html?lang=fr", "/releases/\(Self.present).html?lang=fr"),
      ("/contacts/jeanneke-zxqv", "/contacts/contact"),
    ] {
      for headers in [[:], ["Authorization": "Bearer \(newsroom.token)"]] {
        let reply = try newsroom.get(path, headers)
        #expect(
          reply.status == 308 && reply["Location"] == newsroom.address + present,
          "\(reply.status) \(path)")
        #expect(reply.body.isEmpty && !reply.headers.contains { $0.value.contains("zxqv") })
      }
    }
    let revisions = try newsroom.desk("GET", "/releases/\(Self.former)/revisions")
    #expect(revisions["Location"] == newsroom.address + "/releases/\(Self.present)/revisions")
    // Nobody else gets the former id, and the public file's new copy knows it too.
    let taken = try newsroom.desk("POST", "/contacts", #"{"id": "jeanneke-zxqv", "name": "Bo"}"#)
    #expect(taken.status == 409)
    try newsroom.application.publicFile.remake(newsroom.application.desk)
    #expect(try newsroom.get("/contacts/jeanneke-zxqv").status == 308)
  }

  @Test func `the notice of a withdrawal names the present id of the successor`() throws {
    #expect(try newsroom.publishRelease("older").status == 201)
    let withdrawal = #"{"reason": {"nl": "Vervangen.", "fr": "Remplacé."}, "successor": "\#(Self.former)"}"#
    #expect(try newsroom.desk("POST", "/releases/older/withdrawals", withdrawal).status == 201)
    let successor = { try newsroom.get("/releases/older").json["successor"]?.string }
    #expect(try successor() == newsroom.address + "/releases/" + Self.former)
    #expect(try erase().remaining == [])
    #expect(try successor() == newsroom.address + "/releases/" + Self.present)
  }

  @Test func `the former address of a draft leads nobody anywhere but the desk`() throws {
    let site = #"{"name": {"nl": "Huis \#(Self.name)", "fr": "Maison"}}"#
    #expect(try newsroom.desk("POST", "/sites", site).json["id"] == "huis-jeanneke-zxqv")
    _ = try erase()
    let outlet = try newsroom.token("Radio", .embargo)
    #expect(try newsroom.get("/sites/huis-jeanneke-zxqv").status == 404)
    #expect(try newsroom.desk("GET", "/sites/huis-jeanneke-zxqv", as: outlet).status == 404)
    #expect(
      try newsroom.desk("GET", "/sites/huis-jeanneke-zxqv")["Location"] == newsroom.address
        + "/sites/huis")
  }

  @Test func `a second erasure works as the first one`() throws {
    _ = try erase()
    _ = try newsroom.token("Bert Voorbeeld", .draft)
    let report = try newsroom.application.services.erase(
      Person(["Bert Voorbeeld"]), by: Author("test"))
    #expect(report.remaining == [] && !report.erased.isEmpty)
    #expect(try newsroom.application.desk.pool.read { db in try AuditChain(db).fault } == nil)
  }

  @Test func `what was counted in memory is not written down after an erasure`() throws {
    #expect(try newsroom.get("/releases?q=jeanneke+zxqvniemand").json["total"] == .integer(0))
    #expect(try newsroom.get("/releases/\(Self.former)").status == 200)
    #expect(try newsroom.get("/releases?q=onvindbaar").json["total"] == .integer(0))
    // The command line erases in another process.
    let other = try Application(
      Settings(directory: newsroom.directory, publicURL: newsroom.address, workers: 1))
    _ = try other.services.erase(Person([Self.name]), by: Author("test"))
    try newsroom.application.services.statistics.keep()
    #expect(
      try newsroom.application.services.places(of: Person([Self.name, "zxqvniemand"])).isEmpty)
    #expect(try newsroom.get("/releases?q=nogonvindbaarder").json["total"] == .integer(0))
    try newsroom.application.services.statistics.keep()
    let names = try newsroom.application.desk.pool.read { db in
      try String.fetchAll(db, sql: "SELECT name FROM tallies")
    }
    #expect(names == ["nogonvindbaarder"])
  }

  @Test(arguments: [
    ("interview-met-jeanneke-zxqv", "interview-met"), ("jeanneke-zxqv-spreekt", "spreekt"),
    ("jeanneke-zxqv", ""),
    ("2025-01-01-jeanneke-zxqv", "2025-01-01"), ("jeanneke-zxqvstraat", "jeanneke-zxqvstraat"),
    ("kaai", "kaai"),
    ("jeanneke-zxqv-en-jeanneke-zxqv", "en"),
  ])
  func `an id loses the parts that are the name`(id: String, left: String) throws {
    #expect(try Person([Self.name]).erased(fromID: id) == left)
  }
}

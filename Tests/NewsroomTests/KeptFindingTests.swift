// Findings stay until their cause is gone or someone dismisses them.

import Testing

@testable import Desk
@testable import Values

@Suite struct KeptFindingTests {
  private let newsroom: TestNewsroom

  init() throws { newsroom = try TestNewsroom() }

  private static let manuscript = """
    PERSBERICHT

    Een plan voor de haven

    Brussel, België – 02/06/2025: De sociale partners vragen een plan voor de oude Solvay-site aan de haven.

    De firma **Haven zoekt grond.

    Contacten
    An VOORBEELD (Woordvoerster): an@example.org – 02/205.68.68 – 0470 12 34 56
    """

  private func send(_ text: String, _ type: String) throws -> TestNewsroom.Reply {
    let headers = ["Authorization": "Bearer \(newsroom.token)", "Content-Type": type]
    return try newsroom.send("POST", "/releases", Array(text.utf8), headers)
  }

  private func found(_ path: String) throws -> [JSONObject] { try newsroom.desk("GET", path + "/findings").items }

  private func codes(_ path: String) throws -> [String] { try found(path).compactMap { $0["code"]?.string } }

  private func edit(_ path: String, _ patch: String) throws -> String {
    let reply = try newsroom.desk("PATCH", path, patch, ["If-Match": "*"])
    #expect(reply.status == 200, "\(reply.text)")
    return "/releases/" + (reply.json["id"]?.string ?? "")
  }

  @Test func `a save does not remove findings of the manuscript, a mended word does`() throws {
    let sent = try send(Self.manuscript, "text/plain")
    #expect(sent.status == 201, "\(sent.text)")
    var path = "/releases/" + (sent.json["id"]?.string ?? "")
    let first = try codes(path)
    #expect(first.contains("extraContactDetail") && first.contains("unclosedMarkdown"), "\(first)")
    path = try edit(path, #"{"kind": "statement"}"#)
    path = try edit(path, #"{"notesToEditors": {"nl": "Nieuw."}}"#)
    #expect(try codes(path).filter { $0 != "noReleaseDate" } == first.filter { $0 != "noReleaseDate" })
    let body = try newsroom.desk("GET", path).json["body"]?.object?["nl"]?.string ?? ""
    let mended = JSON.object(JSONObject([("body", .object(JSONObject([("nl", .string("De firma zoekt grond."))])))]))
    #expect(body.contains("Haven"))
    path = try edit(path, mended.text)
    #expect(try !codes(path).contains("unclosedMarkdown"))
    #expect(try codes(path).contains("extraContactDetail"))
    let contact = #"{"contacts": [{"name": "An", "email": "an@example.org", "phone": "0470 12 34 56"}]}"#
    path = try edit(path, contact)
    #expect(try !codes(path).contains("extraContactDetail"))
  }

  @Test func `who has seen to a warning dismisses it, for everyone and for good`() throws {
    let sent = try send(Self.manuscript, "text/plain")
    let path = "/releases/" + (sent.json["id"]?.string ?? "")
    let id = try #require(try found(path).first { $0["code"] == "extraContactDetail" }?["id"]?.string)
    let other = try newsroom.token("colleague", .draft)
    #expect(try newsroom.desk("DELETE", path + "/findings/" + id, as: other).status == 204)
    #expect(try newsroom.desk("DELETE", path + "/findings/" + id).status == 404)
    #expect(try !codes(path).contains("extraContactDetail"))
    let forecast = try newsroom.desk("POST", path + "/publications?dryRun=true")
    #expect(!forecast.findings.contains("extraContactDetail"))
    #expect(try !codes(try edit(path, #"{"kind": "statement"}"#)).contains("extraContactDetail"))
    let log = try newsroom.desk("GET", "/audit?action=dismissFinding", as: newsroom.token("chief", .admin)).items
    #expect(log.map { $0["author"] } == ["colleague"])
    #expect(try newsroom.desk("DELETE", path + "/findings/missingLanguage").status == 404)
  }

  @Test func `a picture or a part of a contact that was left out is a finding, also in the forecast`() throws {
    let html = "<h1>Een foto</h1><p>De sociale partners vragen een plan.</p><p><img src='a.jpg' alt=''></p>"
    let sent = try send(html, "text/html")
    #expect(sent.status == 201 && sent.findings.contains("pictureLeftOut"), "\(sent.text)")
    let path = "/releases/" + (sent.json["id"]?.string ?? "")
    let added = try newsroom.desk("POST", path + "/findings", #"{"code": "contactsLeftOut"}"#)
    #expect(added.status == 201 && added.json["id"] == "contactsLeftOut")
    #expect(added["Location"]?.hasSuffix(path + "/findings/contactsLeftOut") == true)
    #expect(try newsroom.desk("POST", path + "/findings", #"{"code": "noContact"}"#).faults == ["body:code"])
    let forecast = try newsroom.desk("POST", path + "/publications?dryRun=true")
    #expect(Set(["pictureLeftOut", "contactsLeftOut"]).isSubset(of: forecast.findings))
    #expect(try newsroom.desk("DELETE", path + "/findings/pictureLeftOut").status == 204)
    #expect(try !codes(path).contains("pictureLeftOut") && codes(path).contains("contactsLeftOut"))
    #expect(try newsroom.desk("POST", path + "/findings", #"{"code": "pictureLeftOut"}"#).status == 201)
    #expect(try codes(path).contains("pictureLeftOut"))
    let dryRun = try newsroom.desk("POST", "/releases?dryRun=true", html + " ", ["Content-Type": "text/html"])
    #expect(dryRun.findings.contains("pictureLeftOut"))
    #expect(try newsroom.desk("DELETE", path).status == 204)
  }

  @Test func `what goes out at the same time is no hidden reference`() throws {
    #expect(try newsroom.desk("POST", "/contacts", #"{"id": "jan", "name": "Jan"}"#).status == 201)
    let release = TestNewsroom.release("r", more: #", "contacts": [{"id": "jan"}]"#)
      .replacing(#""contacts": [{"name": "An VOORBEELD", "email": "an@example.org"}], "#, with: "")
      .replacing(#""contacts": [{"name": "An VOORBEELD", "email": "an@example.org"}]"#, with: #""kind": "statement""#)
    #expect(try newsroom.desk("POST", "/releases", release).status == 201)
    #expect(try codes("/releases/r").contains("hiddenReference"))
    let plan = #"{"at": "2199-01-01T09:00"}"#
    for path in ["/contacts/jan", "/releases/r"] {
      #expect(try newsroom.desk("POST", path + "/publications", plan).status == 201)
    }
    #expect(try !codes("/releases/r").contains("hiddenReference"))
    let earlier = try newsroom.desk("POST", "/releases/r/publications?dryRun=true", #"{"at": "2198-01-01T09:00"}"#)
    #expect(earlier.findings.contains("hiddenReference"))
  }
}

// Press releases sent as text: the drafts that they become, without any loss of text.

import Foundation
import GRDB
import Testing

@testable import API
@testable import Desk
@testable import Values

@Suite struct ManuscriptImportTests {
  private static let plain = ["Content-Type": "text/plain; charset=utf-8"]

  private static let text = """
    PERSBERICHT

    NIEUWE HAL VOOR DE HAVEN

    Brussel, 02/06/2025 – De raad bezocht de Havenhal aan het kanaal.

    Een hal voor iedereen

    De hal biedt plaats aan kleine bedrijven. Lees [het verslag](#).

    Perscontact

    An VOORBEELD (woordvoerster)
    an@example.org
    0470/00.00.01
    """

  private func newsroom() throws -> TestNewsroom {
    let newsroom = try TestNewsroom()
    for (path, json) in [
      (
        "/sites",
        #"{"id":"havenhal","name":{"nl":"De Havenhal","fr":"La Halle"},"aliases":["Havenhal aan het kanaal"]}"#
      ),
      ("/contacts", #"{"id":"an","name":"An VOORBEELD","email":"an@example.org"}"#),
    ] {
      #expect(try newsroom.desk("POST", path, json).status == 201)
    }
    return newsroom
  }

  @Test func `a text beyond the limit is refused with the number, as pasted text and as a file`() throws {
    let newsroom = try newsroom()
    let limit = SentManuscript.limit
    let head = "Nieuwe hal voor de haven\n\nBRUSSEL, 2 juni 2025 – De haven opent een nieuwe hal.\n\n"
    let text = head + String(repeating: "één ", count: (limit - head.utf8.count) / 6)
    let html = "<p>" + text + "en meer dan dat</p>"
    for (body, type, status) in [
      (text, "text/plain", 200), (text + "en meer dan dat", "text/plain", 400), (html, "text/html", 400),
    ] {
      let reply = try newsroom.desk("POST", "/releases?dryRun=true", body, ["Content-Type": type])
      #expect(reply.status == status, "\(type) \(reply.text.prefix(500))")
      #expect(reply.text.contains("\(limit) bytes") == (status == 400))
    }
  }

  @Test func `a text becomes a draft, and its findings have their lines`() throws {
    let newsroom = try newsroom()
    let reply = try newsroom.desk("POST", "/releases", Self.text, Self.plain)
    #expect(reply.status == 201, "\(reply.text)")
    let release = reply.json
    #expect(release["id"] == "2025-06-02-nieuwe-hal-voor-de-haven")
    #expect(release["status"] == "draft" && release["releaseDate"] == "2025-06-02")
    #expect(release["title"] == ["nl": "NIEUWE HAL VOOR DE HAVEN"])
    #expect(release["sites"]?.array?.first?.object?["href"] == .string(newsroom.address + "/sites/havenhal"))
    let contact = try #require(release["contacts"]?.array?.first?.object)
    #expect(contact["href"] == .string(newsroom.address + "/contacts/an"))
    #expect(contact["phone"] == "+32470000001" && contact["role"] == ["nl": "woordvoerster"])
    #expect(release["links"] == [["text": "het verslag", "state": "placeholder"]])
    let findings = (release["findings"]?.array ?? []).compactMap(\.object)
    let placeholders = findings.filter { $0["code"] == "placeholderLink" }
    #expect(placeholders.count == 1 && placeholders.first?["line"] == .integer(9))
    #expect(findings.contains { $0["code"] == "missingLanguage" && $0["severity"] == "error" })
  }

  @Test func `the raw text is stored, and the same text again changes nothing`() throws {
    let newsroom = try newsroom()
    let first = try newsroom.desk("POST", "/releases", Self.text, Self.plain)
    let again = try newsroom.desk("POST", "/releases", Self.text, Self.plain)
    #expect(again.status == 200 && again.json["id"] == first.json["id"] && again["ETag"] == first["ETag"])
    #expect(try newsroom.desk("GET", "/releases").json["total"] == .integer(1))
    let kept = try newsroom.application.desk.pool.read { try Data.fetchOne($0, sql: "SELECT text FROM manuscripts") }
    #expect(kept == Data(Self.text.utf8))
    #expect(try newsroom.desk("DELETE", "/releases/2025-06-02-nieuwe-hal-voor-de-haven").status == 204)
    #expect(try newsroom.desk("POST", "/releases", Self.text, Self.plain).status == 201)
  }

  @Test(arguments: [
    ("", "missingTitle"), ("PERSBERICHT\n", "missingTitle"), ("\u{0}\u{1}\u{2}\u{3}PNG", "notText"),
  ])
  func `a text that is not a press release is refused with every reason`(text: String, fault: String) throws {
    let newsroom = try newsroom()
    let reply = try newsroom.desk("POST", "/releases", text, Self.plain)
    #expect(reply.status == 400 && !reply.faults.isEmpty, "\(reply.text)")
    #expect(try newsroom.desk("GET", "/releases").json["total"] == .integer(0))
  }

  private func send(_ newsroom: TestNewsroom, _ bytes: [UInt8], _ type: String, _ query: String = "") throws
    -> TestNewsroom.Reply
  {
    try newsroom.send(
      "POST", "/releases" + query, bytes,
      ["Authorization": "Bearer \(newsroom.token)", "Content-Type": type, "Accept-Language": "nl"])
  }

  private static func fixture(_ name: String) throws -> [UInt8] {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    return Array(try Data(contentsOf: tests.appending(path: "IntakeTests/Fixtures/" + name)))
  }

  @Test(arguments: [
    ("release.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("release.pdf", "application/pdf"), ("release.html", "text/html; charset=utf-8"),
  ])
  func `a word processor file becomes a draft, and its findings name lines of the returned text`(
    name: String, type: String
  ) throws {
    let newsroom = try newsroom()
    let bytes = try Self.fixture(name)
    let tried = try send(newsroom, bytes, type, "?dryRun=true")
    #expect(tried.status == 200, "\(tried.text)")
    #expect(try newsroom.desk("GET", "/releases").json["total"] == .integer(0))
    let reply = try send(newsroom, bytes, type)
    #expect(reply.status == 201, "\(reply.text)")
    let release = reply.json
    let id = "2025-05-22-industriele-toekomst-van-brussel-brupartners-wil-een-ambitieuze-strategie"
    #expect(release["id"] == .string(id) && release["originalLanguage"] == "nl")
    #expect(release["contacts"]?.array?.count == 3)
    let lines = release["manuscript"]?.string?.split(separator: "\n", omittingEmptySubsequences: false) ?? []
    for finding in (release["findings"]?.array ?? []).compactMap(\.object) {
      guard let value = finding["value"]?.string, case .number(let digits)? = finding["line"], let line = Int(digits)
      else { continue }
      #expect(lines[line - 1].contains(value), "\(finding)")
    }
    let again = try send(newsroom, bytes, type)
    #expect(again.status == 200 && again["ETag"] == reply["ETag"] && again.json["manuscript"] == release["manuscript"])
    // The stored draft has the findings of its text.
    let findings = try newsroom.desk("GET", "/releases/\(id)/findings", nil, ["Accept-Language": "nl"])
    #expect(findings.json["items"] == release["findings"])
  }

  @Test(arguments: [
    ("encrypted.pdf", "application/pdf", 400, "wachtwoord"), ("scan.pdf", "application/pdf", 400, "scan"),
    (
      "encrypted.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", 400, "wachtwoord"
    ), ("release.docx", "application/pdf", 415, "geen PDF-bestand"), ("release.pdf", "text/html", 415, "geen HTML"),
    ("release.docx", "application/msword", 415, "wordprocessingml.document"),
    ("release.html", "text/html; charset=windows-1252", 415, "text/html"),
  ])
  func `a file that gives no text is refused with the reason`(
    name: String, type: String, status: Int, reason: String
  ) throws {
    let newsroom = try newsroom()
    let reply = try send(newsroom, try Self.fixture(name), type)
    #expect(reply.status == status && reply.text.contains(reason), "\(reply.text)")
    #expect(try newsroom.desk("GET", "/releases").json["total"] == .integer(0))
  }

  @Test func `bytes that are not UTF-8 are refused`() throws {
    let newsroom = try newsroom()
    let headers = Self.plain.merging(["Authorization": "Bearer \(newsroom.token)"]) { $1 }
    #expect(try newsroom.send("POST", "/releases", [0xFF, 0xFE, 0x50], headers).status == 400)
  }

  @Test func `an embargo that can't be read holds the release, also after an edit`() throws {
    let newsroom = try newsroom()
    let text = "ONDER EMBARGO TOT na de zitting\n\n" + Self.text
    let created = try newsroom.desk("POST", "/releases", text, Self.plain)
    #expect(created.findings.contains("unreadableEmbargo"))
    let path = "/releases/" + (created.json["id"]?.string ?? "")
    let patch = #"{"title": {"fr": "Nouvelle halle"}, "body": {"fr": "Texte"}, "links": null}"#
    let tag = try #require(created["ETag"])
    let patched = try newsroom.desk("PATCH", path, patch, ["If-Match": tag])
    #expect(patched.status == 200, "\(patched.text)")
    let refused = try newsroom.desk("POST", path + "/publications")
    #expect(refused.status == 409 && refused.findings.contains("unreadableEmbargo"))
    let mended = #"{"embargoUntil": "2199-06-02T09:00:00+02:00"}"#
    #expect(try newsroom.desk("PATCH", path, mended, ["If-Match": try #require(patched["ETag"])]).status == 200)
    #expect(try newsroom.desk("POST", path + "/publications").json["state"] == "planned")
    #expect(try newsroom.get(path).status == 404)
  }

  @Test func `an embargo line becomes the instant of the embargo`() throws {
    let newsroom = try newsroom()
    let text = "ONDER EMBARGO TOT 2 juni 2035 om 9u\n\n" + Self.text
    let created = try newsroom.desk("POST", "/releases", text, Self.plain)
    #expect(created.json["embargoUntil"] == "2035-06-02T07:00:00Z")
  }
}

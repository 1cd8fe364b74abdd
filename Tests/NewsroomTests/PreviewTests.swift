// Previews: a signed link shows one revision, as the public would see it, for a limited time and without a token.

import Cryptography
import Foundation
import GRDB
import Testing

@testable import API
@testable import Desk
@testable import Values

@Suite struct PreviewTests {
  private let newsroom: TestNewsroom

  init() throws {
    newsroom = try TestNewsroom()
    #expect(try newsroom.desk("POST", "/releases", TestNewsroom.release("r")).status == 201)
  }

  private func preview(_ body: String = "{}") throws -> String {
    let reply = try newsroom.desk("POST", "/releases/r/previews", body)
    #expect(reply.status == 201, "\(reply.text)")
    return String(try #require(reply.json["href"]?.string).dropFirst(newsroom.address.count))
  }

  @Test func `a link shows one revision as JSON and as a page`() throws {
    let path = try preview()
    #expect(path.hasPrefix("/previews/"))
    let tag = try #require(try newsroom.desk("GET", "/releases/r")["ETag"])
    #expect(try newsroom.desk("PATCH", "/releases/r", #"{"lead": {"nl": "Later"}}"#, ["If-Match": tag]).status == 200)
    let json = try newsroom.get(path)
    #expect(json.status == 200 && json.json["lead"]?.object?["nl"] == "Inleiding.")
    #expect(json.json["preview"]?.object?["revision"] == .integer(1) && json.json["languageStates"] == nil)
    #expect(json["Cache-Control"] == "private, no-store" && json["X-Robots-Tag"] == "noindex")
    #expect(json["Referrer-Policy"] == "no-referrer")
    #expect(try newsroom.get(path + "?lang=fr").json["title"] == ["fr": "Titre r"])
    let page = try newsroom.get(path + ".html?lang=fr")
    #expect(page["Content-Type"] == "text/html; charset=utf-8" && page["Content-Security-Policy"] != nil)
    #expect(page.text.contains("Aperçu\u{A0}: ce texte n’est pas public.") && page.text.contains("Titre r"))
    // The page has no links that fail without a token.
    #expect(!page.text.contains("/releases/r"))
    #expect(try newsroom.get(try preview()).json["lead"]?.object?["nl"] == "Later")
    #expect(try newsroom.get(try preview(#"{"revision": 1}"#)).json["lead"]?.object?["nl"] == "Inleiding.")
  }

  @Test func `the references of a preview are shown when they are public`() throws {
    for (id, status) in [("open", "published"), ("closed", "draft")] {
      let site = #"{"id": "\#(id)", "name": {"nl": "Plaats \#(id)", "fr": "Lieu \#(id)"}, "status": "\#(status)"}"#
      #expect(try newsroom.desk("POST", "/sites", site).status == 201)
      let contact = #"{"id": "\#(id)", "name": "Bo \#(id)", "email": "\#(id)@example.org", "status": "\#(status)"}"#
      #expect(try newsroom.desk("POST", "/contacts", contact).status == 201)
    }
    let references =
      #", "sites": ["open", "closed"], "contacts": [{"id": "open"}, {"id": "closed"}]"#
    let release = TestNewsroom.release("q").replacing(
      #""contacts": [{"name": "An VOORBEELD", "email": "an@example.org"}]"#, with: String(references.dropFirst(2)))
    #expect(try newsroom.desk("POST", "/releases", release).status == 201)
    let reply = try newsroom.desk("POST", "/releases/q/previews")
    let path = try #require(reply.json["href"]?.string).dropFirst(newsroom.address.count)
    let shown = try newsroom.get(String(path))
    #expect(shown.json["sites"]?.array?.count == 1 && shown.text.contains("Plaats open"))
    #expect(shown.text.contains("open@example.org") && !shown.text.contains("closed"))
    let site = try newsroom.desk("POST", "/sites/open/previews")
    let sitePath = try #require(site.json["href"]?.string).dropFirst(newsroom.address.count)
    #expect(try newsroom.get(String(sitePath)).json["releases"] == [])
  }

  @Test func `a changed link is not found, and an ended link is reported as ended`() throws {
    let path = try preview()
    var forged = path
    forged.replaceSubrange(forged.index(before: forged.endIndex)..., with: path.hasSuffix("0") ? "1" : "0")
    for address in [forged, path + "0", "/previews/1", "/previews/1-2-3", "/previews/a-b-c"] {
      #expect(try newsroom.get(address).status == 404, "\(address)")
    }
    let listed = try newsroom.desk("GET", "/releases/r/previews").items
    #expect(listed.map { $0["href"] } == [.string(newsroom.address + path)])
    #expect(try newsroom.desk("DELETE", "/releases/r/previews/1").status == 204)
    #expect(try newsroom.desk("DELETE", "/releases/r/previews/1").status == 404)
    let gone = try newsroom.get(path, ["Accept-Language": "fr"])
    #expect(gone.status == 410 && gone.text.contains("Demandez un nouveau lien"))
    let old = PreviewLink(number: 1, expiresAt: Instant(milliseconds: 1000))
    #expect(
      try newsroom.get("/previews/" + old.text(signedWith: newsroom.application.desk.previewKey)).status == 410)
    #expect(try newsroom.get("/previews/" + old.text(signedWith: SecretKey.random())).status == 404)
  }

  @Test(arguments: [
    (#"{"expiresAt": "2020-01-01T00:00:00Z"}"#, "body:expiresAt"),
    (#"{"expiresAt": "2199-01-01T00:00:00Z"}"#, "body:expiresAt"), (#"{"revision": 7}"#, "body:revision"),
    (#"{"days": 7}"#, "body:days"),
  ])
  func `an invalid request for a preview is refused`(_ body: String, _ fault: String) throws {
    let reply = try newsroom.desk("POST", "/releases/r/previews", body)
    #expect(reply.status == 400 && reply.faults == [fault])
    #expect(try newsroom.desk("GET", "/releases/r/previews").items == [])
  }

  @Test func `creating and revoking are in the audit log`() throws {
    _ = try preview()
    #expect(try newsroom.desk("DELETE", "/releases/r/previews/1").status == 204)
    let actions = try newsroom.application.desk.pool.read { db in
      try String.fetchAll(db, sql: "SELECT action FROM audit WHERE action LIKE '%Preview' ORDER BY number")
    }
    #expect(actions == ["createPreview", "revokePreview"])
  }
}

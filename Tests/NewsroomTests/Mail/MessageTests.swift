// Messages to subscribers: the right release in the right language with the right head, and only public content.

import Foundation
import GRDB
import RunningNewsroom
import Testing

@testable import API
@testable import Delivery
@testable import Desk
@testable import Values

@Suite struct MessageTests {
  private static let note = #"{"correction": {"nl": "Het cijfer klopte niet.", "fr": "Le chiffre était faux."}}"#

  @Test func `a release is mailed as text and HTML, with the header of a mailing list`() throws {
    let server = try MailServer()
    let newsroom = try TestNewsroom.mailing(to: server)
    try newsroom.subscribe("an@example.org", .nl)
    try newsroom.subscribe("bo@example.org", .fr)
    let title = "L’avenir industriel de Bruxelles : une stratégie ambitieuse pour toute la Région et au-delà"
    let body = #"""
      {"id": "r", "releaseDate": "2025-05-22", "title": {"nl": "Industriële toekomst", "fr": "\#(title)"},
       "lead": {"nl": "Inleiding.", "fr": "Chapeau."}, "body": {"nl": "Een <b>tekst</b>, [link](https://a.example/é).",
       "fr": "Texte."}, "contacts": [{"name": "An VOORBEELD", "email": "an@example.net", "phone": "02/205.68.68"}],
       "status": "published"}
      """#
    #expect(try newsroom.desk("POST", "/releases", body).status == 201)
    #expect(eventually { server.messages.count == 2 })
    let dutch = try #require(server.messages.first { $0["Content-Language"] == "nl" })
    let french = try #require(server.messages.first { $0["Content-Language"] == "fr" })
    #expect(french["Subject"] == title && french.recipients == ["bo@example.org"] && french["To"] == "bo@example.org")
    let expected = [
      ("From", "Raad – pers <press@council.example>"), ("Message-ID", "<r.1.nl@council.example>"),
      ("Auto-Submitted", "auto-generated"), ("Precedence", "list"), ("MIME-Version", "1.0"),
      ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
    ]
    for (name, value) in expected { #expect(dutch.has(name, value), "\(name): \(dutch[name] ?? "")") }
    #expect(dutch["List-Id"]?.hasSuffix("<releases.nl.council.example>") == true)
    #expect(dutch["Content-Type"]?.hasPrefix("multipart/alternative;") == true && dutch["In-Reply-To"] == nil)
    #expect(dutch.sender == "press@council.example" && dutch.name == "council.example")
    #expect(dutch["Date"]?.hasSuffix(" +0000") == true)
    for message in [dutch, french] {
      #expect(message.defects.isEmpty && message.isASCII && message.longest <= 998, "\(message.defects)")
    }
    let plain = try newsroom.get("/releases/r.txt?lang=nl").text
    #expect(dutch.text.replacing("\r\n", with: "\n").hasPrefix(plain))
    for part in ["Uitschrijven: \(newsroom.address)/subscribers/endings/", "\n-- \n"] {
      #expect(dutch.text.replacing("\r\n", with: "\n").contains(part))
    }
    let shown = [
      "<html lang=\"nl\">", "<h1>Industriële toekomst</h1>", "&lt;b&gt;tekst&lt;/b&gt;",
      "href=\"https://a.example/%C3%A9\"",
      "href=\"\(newsroom.address)/releases/r?lang=nl\"", ">Uitschrijven</a>", "</html>",
    ]
    for part in shown { #expect(dutch.html.contains(part), "\(part)\n\(dutch.html)") }
    #expect(!dutch.html.contains("<script") && !dutch.html.contains("bo@example.org"))
    #expect(dutch.link != french.link)
    // The relay has a message before the desk notes it.
    let noted: JSON = ["delivered": .integer(2)]
    let deliveries = { try newsroom.desk("GET", "/releases/r/deliveries") }
    #expect(try eventually { try deliveries().json["totals"]?.object?["mail"] == noted })
    let final = try deliveries()
    #expect(final.json["totals"]?.object?["mail"] == noted)
    #expect(final.items.allSatisfy { $0["subscriber"] != nil } && !final.text.contains("example.org"))
    let lines = try newsroom.application.desk.deliveryLines(count: 5)
    #expect(lines.contains { $0.contains("/releases/r") && $0.contains("mail 2 delivered") })
  }

  @Test func `a correction is mailed with its note on top, and a withdrawal with its reason`() throws {
    let server = try MailServer()
    let newsroom = try TestNewsroom.mailing(to: server)
    try newsroom.subscribe("an@example.org", .fr)
    try newsroom.publishRelease("r")
    #expect(eventually { server.messages.count == 1 })
    // A later subscriber gets the correction, but not the withdrawal of a release that was never sent to that address.
    try newsroom.subscribe("bo@example.org", .fr)
    #expect(try newsroom.desk("POST", "/releases/r/publications", Self.note).status == 201)
    #expect(eventually { server.messages.count == 3 })
    let correction = try #require(server.messages.last)
    #expect(
      correction["Subject"] == "Rectificatif : Titre r" && correction["Message-ID"] == "<r.2.fr@council.example>")
    #expect(correction["References"] == "<r.1.fr@council.example>")
    #expect(correction.text.hasPrefix("Rectificatif") && correction.text.contains("Le chiffre était faux."))
    #expect(correction.html.contains("Le chiffre était faux."))
    try newsroom.subscribe("cy@example.org", .fr)
    let reason = #"{"reason": {"nl": "Bij vergissing.", "fr": "Publié par erreur."}}"#
    #expect(try newsroom.desk("POST", "/releases/r/withdrawals", reason).status == 201)
    #expect(eventually { server.messages.count == 5 })
    #expect(eventually { newsroom.hasDelivered })
    let last = server.messages.suffix(2)
    #expect(Set(last.flatMap(\.recipients)) == ["an@example.org", "bo@example.org"])
    #expect(last.allSatisfy { $0["Message-ID"] == "<r.withdrawn.fr@council.example>" })
    #expect(last.allSatisfy { $0.text.contains("Publié par erreur.") && !($0.text + $0.html).contains("Titre r") })
  }

  @Test func `languages and themes select releases, and nothing else is mailed`() throws {
    let server = try MailServer()
    let newsroom = try TestNewsroom.mailing(to: server)
    try newsroom.subscribe("all@example.org", .nl)
    try newsroom.subscribe("economy@example.org", .nl, themes: ["economy", "housing"])
    try newsroom.subscribe("english@example.org", .en)
    try newsroom.subscribe("german@example.org", .de)
    try newsroom.publishRelease("a", more: #", "themes": ["economy"]"#)
    try newsroom.publishRelease("b", more: #", "themes": ["health"]"#)
    let german = #"""
      {"id": "c", "title": {"nl": "c", "fr": "c", "de": "Grüße"}, "body": {"nl": "c", "fr": "c", "de": "c"},
       "contacts": [{"name": "An VOORBEELD"}], "status": "published"}
      """#
    #expect(try newsroom.desk("POST", "/releases", german).status == 201)
    let site = #"{"id": "s", "name": {"nl": "Plaats", "fr": "Lieu"}, "status": "published"}"#
    #expect(try newsroom.desk("POST", "/sites", site).status == 201)
    #expect(eventually { server.messages.count == 5 })
    #expect(eventually { (try? newsroom.application.desk.isDealtOut) == true })
    let sent = server.messages.map { "\($0.recipients[0].prefix { $0 != "@" }) \($0["Subject"] ?? "")" }
    #expect(sent.sorted() == ["all Titel a", "all Titel b", "all c", "economy Titel a", "german Grüße"])
  }

  @Test func `an item that is embargoed, planned or withdrawn before sending is in no message`() throws {
    let server = try MailServer()
    let newsroom = try TestNewsroom.mailing(to: server)
    try newsroom.subscribe("an@example.org")
    for (id, more) in [
      ("e", #"{"at": "2099-01-01T09:00:00Z", "embargo": true}"#), ("p", #"{"at": "2099-01-01T09:00:00Z"}"#),
    ] {
      #expect(try newsroom.desk("POST", "/releases", TestNewsroom.release(id)).status == 201)
      #expect(try newsroom.desk("POST", "/releases/\(id)/publications", more).status == 201)
    }
    try server.plan(#"{"MAIL": "451 4.3.0 later"}"#)
    try newsroom.publishRelease("w")
    #expect(eventually { (try? newsroom.deliveries("waiting", "attempts = 1")) == 1 })
    #expect(try newsroom.desk("PATCH", "/releases/w", #"{"body": {"nl": "Geheim."}}"#, ["If-Match": "*"]).status == 200)
    let reason = #"{"reason": {"nl": "Bij vergissing.", "fr": "Par erreur."}}"#
    #expect(try newsroom.desk("POST", "/releases/w/withdrawals", reason).status == 201)
    try server.plan("{}")
    try newsroom.hasten()
    #expect(eventually { newsroom.hasDelivered })
    #expect(server.messages.isEmpty)
    // A subscriber who never got the text gets neither the text nor the withdrawal.
    #expect(try newsroom.deliveries("dropped", "item > 0") == 2)
  }

  @Test func `a delivery that is sent again has the same message`() throws {
    let server = try MailServer()
    let newsroom = try TestNewsroom.mailing(to: server)
    try newsroom.subscribe("an@example.org")
    try newsroom.publishRelease("r")
    #expect(eventually { (try? newsroom.deliveries("delivered")) == 1 })
    let admin = try newsroom.token("admin", .admin)
    #expect(try newsroom.desk("POST", "/deliveries/2/replays", "{}", as: admin).status == 202)
    #expect(eventually { server.messages.count == 2 })
    #expect(server.messages[0].raw == server.messages[1].raw)
    let shown = try newsroom.desk("GET", "/deliveries?subscriber=1&way=mail", as: admin)
    #expect(shown.json["total"] == .integer(2) && !shown.text.contains("@"))
  }
}

extension DeskFile {
  /// Whether every event has been fanned out.
  fileprivate var isDealtOut: Bool {
    get throws {
      try pool.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM events WHERE body IS NULL") == 0 }
    }
  }
}

// Subscribing to mail: nobody gets mail without confirming, or after unsubscribing.

import Foundation
import GRDB
import RunningNewsroom
import Testing

@testable import API
@testable import Delivery
@testable import Desk
@testable import Values

@Suite struct SubscribingTests {
  @Test func `a link that changes nothing does not wait for the writer`() throws {
    let server = try MailServer()
    let newsroom = try TestNewsroom.mailing(to: server)
    #expect(try newsroom.ask("an@example.org", "fr").status == 202)
    #expect(eventually { server.messages.count == 1 })
    let link = try #require(server.messages.first?.link)
    #expect(try newsroom.post(link).status == 200)
    let unknown = String(repeating: "0", count: 32)
    var statuses: [Int] = []
    try newsroom.application.desk.pool.writeWithoutTransaction { db in
      try db.inTransaction(.immediate) {
        for path in ["/subscribers/confirmations/\(unknown)", "/subscribers/endings/\(unknown)", link] {
          statuses.append(try newsroom.post(path).status)
        }
        return .rollback
      }
    }
    #expect(statuses == [404, 404, 200])
  }

  @Test func `a request is confirmed by a button, not by opening the page, and ends with one click`() throws {
    let server = try MailServer()
    let newsroom = try TestNewsroom.mailing(to: server)
    #expect(try newsroom.ask("an@example.org", "fr").status == 202)
    #expect(eventually { server.messages.count == 1 })
    let question = try #require(server.messages.first)
    #expect(question.recipients == ["an@example.org"] && question.has("Auto-Submitted", "auto-generated"))
    #expect(question["List-Unsubscribe"] == nil && question["Content-Language"] == "fr")
    let link = try #require(question.link)
    for _ in 0..<2 {
      let page = try newsroom.get(link, ["Accept": "text/html"])
      #expect(page.status == 200 && page.text.contains("Confirmer l’inscription") && page["Cache-Control"] != nil)
      #expect(page["Referrer-Policy"] == "no-referrer" && page.text.contains("method=\"post\""))
    }
    #expect(try newsroom.subscriber()["state"] == "pending")
    try newsroom.publishRelease("before")
    for _ in 0..<2 {
      let done = try newsroom.post(link)
      #expect(done.status == 200 && done.text.contains("Vous êtes inscrit"), "\(done.text)")
    }
    #expect(try newsroom.subscriber()["state"] == "active")
    try newsroom.publishRelease("after")
    #expect(eventually { server.messages.count == 2 })
    let release = try #require(server.messages.last)
    #expect(release["Subject"] == "Titre after")
    let header = try #require(release["List-Unsubscribe"])
    let end = try #require(release.link)
    #expect(header == "<\(newsroom.address)\(end)>" && release["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click")
    #expect(try newsroom.get(end).status == 200)
    #expect(try newsroom.subscriber()["state"] == "active")
    // As a mail program sends it (RFC 8058 section 3.2), in both encodings.
    let multipart = "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n"
    for (type, body) in [
      ("application/x-www-form-urlencoded", "List-Unsubscribe=One-Click"),
      ("multipart/form-data; boundary=x", multipart),
    ] {
      let reply = try newsroom.send("POST", end, Array(body.utf8), ["Content-Type": type])
      #expect(reply.status == 200 && reply.text.contains("Vous êtes désinscrit"))
    }
    let ended = try newsroom.subscriber()
    #expect(ended["state"] == "ended" && ended["reason"] == "unsubscribed" && ended["email"] == nil)
    try newsroom.publishRelease("later")
    #expect(eventually { newsroom.hasDelivered })
    #expect(try newsroom.deliveries("delivered") == 2 && server.messages.count == 2)
    #expect(try newsroom.post(link).status == 410)
  }

  @Test func `the response is the same for every address, and an address gets one message an hour`() throws {
    let server = try MailServer()
    let newsroom = try TestNewsroom.mailing(to: server)
    try newsroom.subscribe("an@example.org")
    let answers = try ["an@example.org", "AN@example.org", "bo@example.org", "bo@example.org"].map { address in
      let reply = try newsroom.ask(address)
      return "\(reply.status) \(reply.text)"
    }
    #expect(answers == Array(repeating: "202 {\"state\":\"pending\"}", count: 4))
    #expect(eventually { newsroom.hasDelivered })
    #expect(server.messages.map(\.recipients) == [["bo@example.org"]])
    try newsroom.application.desk.pool.write { db in
      try db.execute(sql: "UPDATE subscribers SET requestedAt = requestedAt - ?", arguments: [Subscriber.pause])
    }
    // An hour later both get a new request; confirming it replaces the old subscription.
    #expect(try newsroom.ask("an@example.org", "fr").status == 202)
    #expect(eventually { server.messages.count == 2 })
    #expect(try newsroom.post(try #require(server.messages.last?.link)).status == 200)
    #expect(try newsroom.subscriber(1)["reason"] == "replaced")
    #expect(try newsroom.subscriber(3)["state"] == "active" && newsroom.subscriber(3)["language"] == "fr")
  }

  @Test func `a link works for 48 hours, and then the subscriber's address is deleted`() throws {
    #expect(Subscriber.timeout == 48 * 60 * 60 * 1_000)
    let server = try MailServer()
    let newsroom = try TestNewsroom.mailing(to: server)
    for email in ["an@example.org", "bo@example.org"] { #expect(try newsroom.ask(email).status == 202) }
    #expect(eventually { server.messages.count == 2 })
    func age(_ number: Int, _ milliseconds: Int64) throws {
      try newsroom.application.desk.pool.write { db in
        try db.execute(
          sql: "UPDATE subscribers SET requestedAt = requestedAt - ? WHERE number = ?",
          arguments: [milliseconds, number])
      }
    }
    try age(1, Subscriber.timeout - 60_000)
    try age(2, Subscriber.timeout + 1)
    let links = try ["an@example.org", "bo@example.org"].map { email in
      try #require(server.messages.first { $0.recipients == [email] }?.link)
    }
    #expect(try newsroom.post(links[0]).status == 200)
    let late = try newsroom.post(links[1])
    #expect(late.status == 410 && late["Content-Type"]?.hasPrefix("text/html") == true)
    try newsroom.application.deliveries.wake()
    #expect(eventually { (try? newsroom.subscriber(2)["reason"]) == "expired" })
    #expect(try newsroom.subscriber(2)["email"] == nil)
  }

  @Test func `a link that was never mailed does nothing`() throws {
    let newsroom = try TestNewsroom.mailing(to: MailServer())
    let token = String(repeating: "0f", count: 16)
    for kind in ["confirmations", "endings"] {
      #expect(try newsroom.get("/subscribers/\(kind)/\(token)").status == 200)
      #expect(try newsroom.get("/subscribers/\(kind)/nothing").status == 404)
      #expect(try newsroom.post("/subscribers/\(kind)/\(token)").status == 404)
      let json = try newsroom.send("POST", "/subscribers/\(kind)/\(token)", Array("{}".utf8), [:])
      #expect(json.status == 415)
    }
  }

  @Test func `five requests per hour are accepted from one client, and a hundred from all`() throws {
    #expect(RateLimits.subscriptionsOfClient.capacity == 5 && RateLimits.subscriptions.capacity == 100)
    let newsroom = try TestNewsroom.mailing(to: MailServer())
    for number in 0..<5 { #expect(try newsroom.ask("a\(number)@example.org").status == 202) }
    let reply = try newsroom.ask("b@example.org")
    #expect(reply.status == 429 && reply["Retry-After"] == "720")
    let page = try newsroom.post("/subscribers?lang=fr", "email=b%40example.org&language=fr")
    #expect(page.status == 429 && page.text.contains("Trop d’inscriptions"))
  }

  @Test(arguments: [
    (#"{"language": "nl"}"#, "email"), (#"{"email": "a@example.org"}"#, "language"),
    (#"{"email": "nobody", "language": "nl"}"#, "email"), (#"{"email": "é@example.org", "language": "nl"}"#, "email"),
    (#"{"email": "a\r\nRCPT TO:<b@example.org>", "language": "nl"}"#, "email"),
    (#"{"email": "a\u0000@example.org", "language": "nl"}"#, "email"),
    (#"{"email": "a@example.org", "language": "it"}"#, "language"),
    (#"{"email": "a@example.org", "language": "nl", "themes": ["weather"]}"#, "themes[0]"),
    (#"{"email": "a@example.org", "language": "nl", "themes": [null]}"#, "themes[0]"),
    (#"{"email": "a@example.org", "language": "nl", "themes": ["economy", ""]}"#, "themes[1]"),
    (#"{"email": "a@example.org", "language": "nl", "name": "A"}"#, "name"),
  ])
  func `a request with a fault names it`(body: String, named: String) throws {
    let newsroom = try TestNewsroom(mail: MailServer().settings())
    let reply = try newsroom.send("POST", "/subscribers", Array(body.utf8), [:])
    #expect(reply.status == 400 && reply.faults == ["body:\(named)"], "\(reply.text)")
  }

  @Test func `the form is a page in three languages, and other pages link to it`() throws {
    let newsroom = try TestNewsroom(mail: MailServer().settings())
    for (language, words) in [("nl", "Schrijf me in"), ("fr", "Je m’inscris"), ("en", "Subscribe")] {
      let page = try newsroom.get("/subscribe?lang=\(language)", ["Accept": "text/html"])
      #expect(page.status == 200 && page.text.contains(words) && page["Content-Language"] == language)
      let front = try newsroom.get("/?lang=\(language)", ["Accept": "text/html"])
      #expect(front.text.contains("/subscribe?lang=\(language)"))
    }
    let form = "email=an%40example.org&language=fr&themes=economy&themes=housing"
    let page = try newsroom.post("/subscribers?lang=nl", form)
    #expect(page.status == 202 && page.text.contains("Consultez votre boîte mail"))
    let kept = try newsroom.subscriber()
    #expect(kept["themes"] == ["economy", "housing"] && kept["language"] == "fr" && kept["email"] == "an@example.org")
    let faulty = try newsroom.post("/subscribers?lang=nl", "email=x&language=nl&language=fr&color=red")
    #expect(faulty.status == 400 && faulty["Content-Type"]?.hasPrefix("text/html") == true, "\(faulty.text)")
  }

  @Test func `without mail there is no form, and links that were mailed still end it`() throws {
    let newsroom = try TestNewsroom()
    #expect(try newsroom.get("/subscribe").status == 404 && newsroom.ask("a@example.org").status == 404)
    #expect(try !newsroom.get("/", ["Accept": "text/html"]).text.contains("/subscribe"))
    try newsroom.subscribe("an@example.org")
    let key = try newsroom.application.desk.subscriberKey
    let subscriber = try #require(try newsroom.application.desk.pool.read { db in try Subscriber.find(db, 1) })
    #expect(try newsroom.post("/subscribers/endings/\(subscriber.token(.ending, key).text)").status == 200)
    #expect(try newsroom.subscriber()["state"] == "ended")
  }

  @Test(arguments: ["email=%zz&language=nl", "email=%FF&language=nl", "email=\u{FFFD}&language=nl%"])
  func `the error for an unreadable form mentions the form, not the address`(_ form: String) throws {
    let newsroom = try TestNewsroom(mail: MailServer().settings())
    let fields = ["Content-Type": "application/x-www-form-urlencoded", "Accept-Language": "en"]
    let reply = try newsroom.send("POST", "/subscribers", Array(form.utf8), fields)
    #expect(reply.status == 400 && reply.text.contains("form") && !reply.text.contains("The address"), "\(reply.text)")
  }

  @Test func `an admin reads and ends subscribers, and the audit log has no address`() throws {
    let newsroom = try TestNewsroom(mail: MailServer().settings())
    try newsroom.subscribe("an@example.org", .fr, themes: ["economy"])
    try newsroom.subscribe("bo@example.org")
    #expect(try newsroom.ask("cy@example.org").status == 202)
    let admin = try newsroom.token("admin", .admin)
    #expect(try newsroom.desk("GET", "/subscribers?state=active&language=fr", as: admin).json["total"] == .integer(1))
    #expect(try newsroom.desk("GET", "/subscribers?pageSize=2", as: admin).json["next"] != nil)
    #expect(try newsroom.desk("GET", "/subscribers?state=gone", as: admin).status == 400)
    #expect(try newsroom.desk("DELETE", "/subscribers/2", as: admin).status == 204)
    #expect(try newsroom.desk("DELETE", "/subscribers/2", as: admin).status == 409)
    #expect(try newsroom.desk("GET", "/subscribers/9", as: admin).status == 404)
    let rows = try newsroom.application.desk.auditRows()
    let actions = rows.map(\.action)
    #expect(actions.count { $0 == "requestMail" } == 3 && actions.count { $0 == "confirmMail" } == 2)
    #expect(rows.first { $0.action == "endMail" }?.author == "admin")
    #expect(!rows.contains { $0.detail?.contains("@") == true })
    let bytes = try newsroom.application.desk.pool.read { db in
      try String.fetchAll(db, sql: "SELECT coalesce(email, '') FROM subscribers ORDER BY number")
    }
    #expect(bytes == ["an@example.org", "", "cy@example.org"])
  }
}

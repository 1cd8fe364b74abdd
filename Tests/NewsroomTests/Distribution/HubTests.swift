// WebSub with a test hub: it is named in the feeds, gets pings when they change, and fetches them.

import Foundation
import GRDB
import HTTP
import HTTPTypes
import Outbound
import RunningNewsroom
import Synchronization
import Testing

@testable import API
@testable import Desk
@testable import Newsroom
@testable import Values

@Suite struct HubTests {
  /// A hub as publishers see it: it fetches each topic of a ping at once.
  private final class TestHub: Sendable {
    let receiver: Receiver
    /// The fetches: the ping, the topic and its text.
    let fetched = Mutex<[(ping: Int, topic: String, text: String)]>([])
    let status = Mutex(204)

    init() throws {
      receiver = try Receiver()
      receiver.answer { [weak self] ping, number in
        let status = self?.status.withLock { $0 } ?? 503
        if status == 204 { self?.fetch(ping, number) }
        return .status(status)
      }
    }

    private func fetch(_ ping: Receiver.Received, _ number: Int) {
      for topic in Self.topics(ping) {
        let answer = try? Transfer(url: topic).perform(under: .loopback)
        fetched.withLock { $0.append((number, topic, answer?.status == 200 ? answer?.text ?? "" : "")) }
      }
    }

    static func topics(_ ping: Receiver.Received) -> [String] {
      let pairs = String(decoding: ping.body, as: UTF8.self).split(separator: "&").map { pair in
        pair.split(separator: "=", maxSplits: 1).map { String($0).removingPercentEncoding ?? "" }
      }
      guard pairs.contains(["hub.mode", "publish"]) else { return [] }
      return pairs.filter { $0.first == "hub.url" }.compactMap(\.last)
    }

    var pings: [Receiver.Received] { receiver.received }
    var url: String { receiver.address + "/hub?a=1&b=2" }
  }

  private static func topics(_ newsroom: TestNewsroom, _ languages: String...) -> Set<String> {
    Set(
      ["atom", "rss", "jsonfeed"].flatMap { form in
        let feed = "\(newsroom.address)/releases.\(form)"
        return [feed] + languages.map { "\(feed)?lang=\($0)" }
      })
  }

  @Test func `each feed names the hub and itself, in its content and in its header`() throws {
    let hub = try TestHub()
    let newsroom = try TestNewsroom(hub: hub.url)
    try newsroom.publishRelease("r")
    let atom = try newsroom.get("/releases.atom?lang=fr")
    let escaped = hub.url.replacing("&", with: "&amp;")
    #expect(atom.text.contains("<link rel=\"hub\" href=\"\(escaped)\"/>"))
    #expect(try newsroom.get("/releases.rss").text.contains("<atom:link rel=\"hub\" href=\"\(escaped)\"/>"))
    let json = try newsroom.get("/releases.jsonfeed").json
    #expect(json["hubs"] == [["type": "WebSub", "url": .string(hub.url)]])
    for (form, language) in [("atom", "fr"), ("rss", "nl"), ("jsonfeed", "nl")] {
      let path = "/releases.\(form)" + (language == "fr" ? "?lang=fr" : "")
      for method in ["GET", "HEAD"] {
        let links = try #require(try newsroom.get(path, method: method)["Link"])
        let topic = "\(newsroom.address)/releases.\(form)?lang=\(language)"
        #expect(links.hasPrefix("<\(hub.url)>; rel=\"hub\", <\(topic)>; rel=\"self\", "), "\(links)")
      }
    }
    let own = "href=\"\(newsroom.address)/releases.atom?lang=fr\"/>"
    #expect(atom.text.contains("<link rel=\"self\" type=\"application/atom+xml\" \(own)"))
  }

  @Test func `a page that the hub does not announce does not name the hub`() throws {
    let hub = try TestHub()
    let newsroom = try TestNewsroom(hub: hub.url)
    for id in ["r", "s"] { try newsroom.publishRelease(id) }
    let next = try #require(try newsroom.get("/releases.jsonfeed?pageSize=1").json["next_url"]?.string)
    let further = "/" + next.dropFirst(newsroom.address.count + 1)
    for path in ["/releases.atom?theme=economy", "/releases.rss?q=titel", further, "/releases", "/releases.html"] {
      let reply = try newsroom.get(path)
      #expect(reply.status == 200 && !reply.text.contains(hub.receiver.address), "\(path)")
      #expect(reply["Link"]?.contains("rel=\"hub\"") == false, "\(path)")
    }
    #expect(try newsroom.desk("GET", "/releases.atom")["Link"]?.contains("rel=\"hub\"") == false)
  }

  @Test func `publication, correction and withdrawal ping the hub, which reads the feeds as they are`() throws {
    let hub = try TestHub()
    let newsroom = try TestNewsroom(delivers: true, hub: hub.url)
    try newsroom.publishRelease("r")
    func isTold(_ count: Int) -> Bool {
      eventually { (try? newsroom.deliveries("delivered", "way = 'hub'")) == count }
    }
    #expect(isTold(1))
    let note = #"{"correction": {"nl": "Anders gezegd.", "fr": "Dit autrement."}}"#
    #expect(try newsroom.desk("POST", "/releases/r/publications", note).status == 201)
    #expect(isTold(2))
    let reason = #"{"reason": {"nl": "Vergissing.", "fr": "Erreur."}}"#
    #expect(try newsroom.desk("POST", "/releases/r/withdrawals", reason).status == 201)
    #expect(isTold(3))
    #expect(hub.pings.map(\.path) == ["/hub", "/hub", "/hub"])
    #expect(hub.pings.allSatisfy { $0.field("Content-Type") == "application/x-www-form-urlencoded" })
    let announced = hub.pings.map { Set(TestHub.topics($0)) }
    let all = Self.topics(newsroom, "nl", "fr", "en", "de")
    #expect(announced == [Self.topics(newsroom, "nl", "fr"), all, all])
    let texts = hub.fetched.withLock { fetched in
      (0..<3).map { ping in
        fetched.first { $0.ping == ping && $0.topic.hasSuffix("/releases.atom?lang=fr") }?.text ?? ""
      }
    }
    #expect(texts[0].contains("Titre r") && !texts[0].contains("Dit autrement."))
    #expect(texts[1].contains("Dit autrement.") && texts[2].contains("<at:comment>Erreur.</at:comment>"))
    // The self link of a feed is one of the topics of the ping.
    for (_, topic, text) in hub.fetched.withLock({ $0 }) where topic.contains(".atom") {
      let own = try #require(text.split(separator: "href=\"").dropFirst().first?.split(separator: "\"").first)
      #expect(all.contains(String(own)), "\(own)")
    }
  }

  @Test func `a hub that fails gets the ping again, and later pings do not wait`() throws {
    let hub = try TestHub()
    hub.status.withLock { $0 = 500 }
    let newsroom = try TestNewsroom(delivers: true, hub: hub.url)
    try newsroom.publishRelease("r")
    #expect(eventually { (try? newsroom.deliveries("waiting", "way = 'hub' AND attempts > 0")) == 1 })
    hub.status.withLock { $0 = 204 }
    try newsroom.application.desk.pool.write { db in
      try db.execute(sql: "UPDATE deliveries SET nextAt = nextAt + 3600000 WHERE state = 'waiting'")
    }
    let note = #"{"correction": {"nl": "Anders.", "fr": "Autrement."}}"#
    #expect(try newsroom.desk("POST", "/releases/r/publications", note).status == 201)
    #expect(eventually { (try? newsroom.deliveries("delivered")) == 1 && (try? newsroom.deliveries("waiting")) == 1 })
    try newsroom.hasten()
    #expect(eventually { (try? newsroom.deliveries("delivered")) == 2 })
    let admin = try newsroom.token("admin", .admin)
    let ofRelease = try newsroom.desk("GET", "/releases/r/deliveries").json
    #expect(ofRelease["totals"] == ["hub": ["delivered": .integer(2)]])
    let deliveries = try newsroom.desk("GET", "/deliveries?way=hub", as: admin).items
    #expect(deliveries.map { $0["status"] } == [.integer(204), .integer(204)])
    #expect(deliveries.allSatisfy { $0["subscription"] == nil })
  }

  @Test func `pings that wait for a hub that is no longer set are given up`() throws {
    let hub = try TestHub()
    hub.status.withLock { $0 = 500 }
    let newsroom = try TestNewsroom(delivers: true, hub: hub.url)
    try newsroom.publishRelease("r")
    #expect(eventually { (try? newsroom.deliveries("waiting", "attempts > 0")) == 1 })
    newsroom.application.stop()
    try newsroom.hasten()
    let pings = hub.pings.count
    let other = try Application(
      Settings(directory: newsroom.directory, publicURL: newsroom.address, workers: 2, addressRules: .loopback))
    other.start()
    defer { other.stop() }
    #expect(eventually { (try? newsroom.deliveries("dropped")) == 1 })
    #expect(hub.pings.count == pings)
  }

  @Test func `an item in no feed sends no ping, and no item does without a hub`() throws {
    let hub = try TestHub()
    let newsroom = try TestNewsroom(delivers: true, hub: hub.url)
    let site = #"{"id": "audi", "name": {"nl": "Site", "fr": "Site"}, "status": "published"}"#
    #expect(try newsroom.desk("POST", "/sites", site).status == 201)
    try newsroom.publishRelease("r")
    #expect(eventually { hub.pings.count == 1 })
    #expect(try newsroom.deliveries("delivered") + newsroom.deliveries("waiting") == 1)

    let (plain, receiver) = (try TestNewsroom(delivers: true), try Receiver())
    try plain.subscribe(receiver)
    try plain.publishRelease("r")
    #expect(eventually { receiver.events.count == 1 })
    #expect(try plain.application.desk.pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM deliveries") } == 2)
    for form in ["atom", "rss", "jsonfeed"] {
      let feed = try plain.get("/releases.\(form)")
      #expect(!feed.text.contains("hub") && feed["Link"]?.contains("rel=\"self\"") == false)
    }
  }
}

// Mail servers that fail at every step: the fate of the delivery and of the subscriber, without any loss.

import Foundation
import GRDB
import Outbound
import RunningNewsroom
import Testing

@testable import Delivery
@testable import Desk
@testable import Values

@Suite struct RelayFaultTests {
  /// The behavior of a relay, and its expected result.
  struct Fault: Sendable, CustomTestStringConvertible {
    let plan: String
    var status: Int?
    var fault: String?
    var state = "waiting"
    var reason: String?

    var testDescription: String { plan }
  }

  private static let faults = [
    Fault(plan: #"{"greeting": "421 4.3.2 busy"}"#, status: 421),
    Fault(plan: #"{"greeting": "554 5.3.2 no mail here"}"#, status: 554),

    // Old servers support only HELO.
    Fault(plan: #"{"EHLO": "550 5.5.1 no"}"#, status: 250, state: "delivered"),
    Fault(plan: #"{"MAIL": "451 4.3.0 later"}"#, status: 451),
    Fault(plan: #"{"MAIL": "550 5.1.8 who are you"}"#, status: 550),
    Fault(plan: #"{"RCPT": {"an@": "450 4.2.0 <an@example.org> greylisted"}}"#, status: 450),
    Fault(plan: #"{"RCPT": {"an@": "554 5.7.1 <an@example.org> Relay access denied"}}"#, status: 554),
    Fault(
      plan: #"{"RCPT": {"an@": "550 5.1.1 <an@example.org>: no such user an"}}"#, status: 550, state: "failed",
      reason: "bounced"),
    Fault(plan: #"{"DATA": "451 4.3.1 full"}"#, status: 451),
    Fault(plan: #"{"DATA": "554 5.5.1 no"}"#, status: 554, state: "failed"),
    Fault(plan: #"{"END": "451 4.7.1 later, an@example.org"}"#, status: 451),
    Fault(plan: #"{"END": "554 5.6.0 refused"}"#, status: 554, state: "failed"),
    Fault(plan: #"{"drop": true}"#, fault: "the transfer failed: "),
    Fault(plan: #"{"slow": 60}"#, fault: "no complete answer in time"),
  ]

  @Test(arguments: faults)
  func `each answer leaves delivery and subscriber in the right state`(fault: Fault) throws {
    let server = try MailServer()
    try server.plan(fault.plan)
    let isSlow = fault.plan.contains("slow")
    let newsroom = try TestNewsroom.mailing(to: server, timeout: .seconds(isSlow ? 6 : 60))
    try newsroom.subscribe("an@example.org")
    try newsroom.publishRelease("r")
    #expect(eventually { newsroom.isAttempted(2) })
    let shown = try newsroom.desk("GET", "/deliveries/2", as: newsroom.token("other", .admin))
    #expect(shown.json["state"] == .string(fault.state) && shown.json["status"] == fault.status.map { .integer($0) })
    #expect(shown.json["fault"]?.string?.hasPrefix(fault.fault ?? "-") == (fault.fault == nil ? nil : true))
    #expect(!shown.text.contains("example.org") && (shown.json["nextAt"] != nil) == (fault.state == "waiting"))
    let subscriber = try newsroom.subscriber()
    #expect(subscriber["reason"] == fault.reason.map(JSON.string))
    #expect(subscriber["state"] == (fault.reason == nil ? "active" : "ended"))
    guard fault.state == "waiting" else { return }
    try server.plan("{}")
    try newsroom.hasten()
    let isSent = eventually { (try? newsroom.deliveries("delivered", "number = 2")) == 1 }
    let last = try newsroom.desk("GET", "/deliveries/2", as: newsroom.token("third", .admin))
    #expect(isSent, "\(last.text)")
    #expect(Set(server.messages.map { $0["Message-ID"] ?? "" }) == ["<r.1.nl@council.example>"])
  }

  @Test func `a failing relay loses nothing, and the order per subscriber and release is kept`() throws {
    let server = try MailServer()
    try server.plan(#"{"RCPT": {"an@": "451 4.3.0 not now"}}"#)
    let newsroom = try TestNewsroom.mailing(to: server)
    for email in ["an@example.org", "bo@example.org"] { try newsroom.subscribe(email) }
    let note = #"{"correction": {"nl": "Nota.", "fr": "Note."}}"#
    try newsroom.publishRelease("a")
    try newsroom.publishRelease("b")
    #expect(eventually { server.messages.count { $0.recipients == ["bo@example.org"] } == 2 })
    for _ in 0..<2 { #expect(try newsroom.desk("POST", "/releases/a/publications", note).status == 201) }
    #expect(eventually { server.messages.count { $0.recipients == ["bo@example.org"] } >= 3 })
    // An outdated message does not delay the next one until its retry.
    #expect(eventually { (try? newsroom.deliveries("dropped", "target = 1 AND item > 0")) == 2 })
    try server.plan("{}")
    // An attempt under way is committed later, and then waits for its retry.
    #expect(
      eventually {
        guard !newsroom.hasDelivered else { return true }
        try? newsroom.hasten()
        return false
      })
    let an = server.messages.filter { $0.recipients == ["an@example.org"] }.compactMap { $0["Message-ID"] }
    // Only the newest message is sent.
    #expect(an.filter { $0.hasPrefix("<a.") } == ["<a.3.nl@council.example>"])
    #expect(an.filter { $0.hasPrefix("<b.") } == ["<b.1.nl@council.example>"])
    let bo = server.messages.filter { $0.recipients == ["bo@example.org"] }.compactMap { $0["Message-ID"] }
    #expect(bo.filter { $0.hasPrefix("<a.") } == bo.filter { $0.hasPrefix("<a.") }.sorted())
    #expect(bo.contains("<a.3.nl@council.example>"))
  }

  @Test func `a slow relay delays no webhook`() throws {
    let server = try MailServer()
    let newsroom = try TestNewsroom.mailing(to: server, timeout: .seconds(600))
    let receiver = try Receiver()
    try newsroom.subscribe("an@example.org")
    try server.plan(#"{"slow": 600}"#)
    try newsroom.publishRelease("r")
    #expect(eventually { (try? newsroom.deliveries("waiting", "item > 0")) == 1 })
    try newsroom.subscribe(receiver)
    #expect(eventually { receiver.received.count == 1 })
    // The ping arrived while the message was still under way.
    #expect(try newsroom.deliveries("waiting", "way = 'mail' AND item > 0 AND attempts = 0") == 1)
  }

  @Test func `connections are kept open, and are few`() throws {
    let server = try MailServer()
    let newsroom = try TestNewsroom.mailing(to: server)
    for number in 0..<40 { try newsroom.subscribe("a\(number)@example.org") }
    try newsroom.publishRelease("r")
    #expect(eventually { server.messages.count == 40 })
    #expect(Set(server.messages.flatMap(\.recipients)).count == 40)
    #expect(server.messages.allSatisfy { $0.recipients.count == 1 && $0["To"] == "\($0.recipients[0])" })
    #expect((1...DeliveryPartition.mail.count).contains(server.connections))
  }

  @Test func `a message of any length and with any line beginnings arrives byte for byte`() throws {
    let server = try MailServer()
    let relay = try server.relay("smtp://127.0.0.1:\(server.port)")
    let lines = (0..<20_000).map { String(repeating: ".", count: $0 % 4) + String(repeating: "x", count: $0 % 60) }
    let message = Array("Subject: x\r\n\r\n\(lines.joined(separator: "\r\n"))\r\n".utf8)
    let envelope = Envelope(relay: relay, sender: "a@council.example", recipient: "b@example.org")
    let transfer = Transfer(message, in: envelope, timeout: .seconds(60), maximumBodyBytes: 100)
    let answer = try transfer.perform(under: relay.rules)
    #expect(answer.status == 250 && answer.text == "2.0.0 kept" && answer.command == "DATA", "\(answer)")
    #expect(server.messages.first.map { Array($0.raw) == message } == true)
  }

  @Test(arguments: [MailServer.Mode.startTLS, .tls])
  func `a remote relay needs verified TLS`(mode: MailServer.Mode) throws {
    let server = try MailServer(mode)
    let url = "\(mode == .tls ? "smtps" : "smtp")://\(MailServer.name):\(server.port)"
    let login = MailRelay.Login(user: "press", password: "secret word")
    let wrong = MailRelay.Login(user: "press", password: "wrong")
    func send(_ relay: MailRelay) throws(TransferError) -> TransferAnswer {
      let message = Array("Subject: x\r\n\r\n.x\r\n".utf8)
      let envelope = Envelope(relay: relay, sender: "a@council.example", recipient: "b@example.org")
      return try Transfer(message, in: envelope, timeout: .seconds(20), maximumBodyBytes: 100)
        .perform(under: relay.rules)
    }
    #expect(try send(server.relay(url, login: login, certificates: server.certificate)).status == 250)
    let taken = try #require(server.messages.first)
    #expect(taken.isEncrypted && taken.isLoggedIn == true && taken.name == "council.example" && taken.text == ".x\r\n")
    let refused = try send(server.relay(url, login: wrong, certificates: server.certificate))
    #expect(refused.status == 535 && refused.command == "AUTH" && !refused.text.contains("wrong"))
    let untrusted = #expect(throws: TransferError.self) { try send(server.relay(url, login: login)) }
    #expect(untrusted?.description.hasPrefix("no secure connection: ") == true, "\(untrusted as Any)")
    let plain = try MailServer()
    let other = "\(mode == .tls ? "smtps" : "smtp")://\(MailServer.name):\(plain.port)"
    let bare = #expect(throws: TransferError.self) { try send(plain.relay(other, certificates: server.certificate)) }
    #expect(bare?.description.hasPrefix("no secure connection: ") == true, "\(bare as Any)")
    #expect(server.messages.count == 1 && plain.messages.isEmpty)
  }

  @Test(arguments: [
    ("smtp://127.0.0.1:25", true), ("smtp://localhost", true), ("smtp://[::1]:25", true), ("smtps://localhost", false),
    ("smtp://relay.localhost", false), ("smtp://10.0.0.1", false), ("http://localhost", nil),
    ("smtp://press:word@localhost", nil), ("smtp://localhost/x", nil), ("localhost:25", nil), ("", nil),
  ])
  func `a relay has an SMTP address, without TLS only on this machine`(url: String, isPlain: Bool?) {
    #expect(MailRelay(url, named: "council.example")?.isPlain == isPlain)
  }
}

// Text in email messages: Python's library reads exactly what was written.

import Foundation
import RunningNewsroom
import Testing

@testable import Delivery
@testable import Values

@Suite struct MailTextTests {
  private static let texts = [
    "Kort",
    "Industriële toekomst van Brussel: Brupartners wil een ambitieuze strategie voor de hele regio en daarbuiten",
    String(repeating: "woord ", count: 60), String(repeating: "é", count: 400), "=?UTF-8?Q?x?= staat er zo",
    "🏛️ 👩‍👩‍👧 " + String(repeating: "日本", count: 40), "\"Aanhaling\", <haakjes> en een \\ streep", "a=b;c", "",
  ]

  @Test func `a subject is folded, in ASCII, and decoded unchanged`() throws {
    let fields = Self.texts.map { MailText.field("Subject", MailText.words($0)) }
    for field in fields {
      let lines = field.components(separatedBy: "\r\n")
      #expect(lines.allSatisfy { $0.utf8.count <= 78 && $0.utf8.allSatisfy { $0 < 0x7F } } && lines.last == "")
      #expect(lines.dropFirst().dropLast().allSatisfy { $0.hasPrefix(" ") })
    }
    let script = """
      import email, email.policy, json, sys
      def read(path):
          return email.message_from_bytes(open(path, "rb").read(), policy=email.policy.default)["Subject"]
      print(json.dumps([{"text": str(read(path))} for path in sys.argv[1:]]))
      """
    let found = try Reader.python(script, reading: fields.map { Array($0.utf8) })
    #expect(found.map { $0["text"]?.string } == Self.texts.map(\.inOneLine))
  }

  @Test func `a name before an address is decoded unchanged`() throws {
    let names = ["Persdienst", "Raad, pers \"Brussel\"", "Conseil économique – presse", "A. B\\C"]
    let script = """
      import email, email.policy, json, sys
      found = []
      for path in sys.argv[1:]:
          sender = email.message_from_bytes(open(path, "rb").read(), policy=email.policy.default)["From"].addresses
          found.append({"name": sender[0].display_name, "address": sender[0].addr_spec, "count": len(sender)})
      print(json.dumps(found))
      """
    let fields = names.map { Array(MailText.field("From", MailText.phrase($0) + ["<a@example.org>"]).utf8) }
    let found = try Reader.python(script, reading: fields)
    #expect(found.map { $0["name"]?.string } == names)
    #expect(found.allSatisfy { $0["address"] == "a@example.org" && $0["count"] == .integer(1) })
  }

  @Test func `quoted-printable keeps every byte in lines of at most 76`() throws {
    let texts =
      Self.texts + [
        "een \ntwee  \n.\n..\nFrom hier\n\n= einde", String(repeating: "x", count: 2_000),
        String(repeating: "é ", count: 500), String(repeating: " ", count: 300), "\ttab\t",
      ]
    for text in texts {
      let lines = String(decoding: MailText.quotedPrintable(text), as: UTF8.self).components(separatedBy: "\r\n")
      #expect(lines.allSatisfy { $0.utf8.count <= 76 && $0.utf8.allSatisfy { (0x20..<0x7F).contains($0) } })
      #expect(lines.allSatisfy { !$0.hasSuffix(" ") })
    }
    let script = """
      import json, quopri, sys
      print(json.dumps([{"text": quopri.decodestring(open(path, "rb").read()).decode()} for path in sys.argv[1:]]))
      """
    let found = try Reader.python(script, reading: texts.map(MailText.quotedPrintable))
    #expect(found.map { $0["text"]?.string?.replacing("\r\n", with: "\n") } == texts.map { $0 + "\n" })
  }

  @Test(arguments: [
    ("press@council.example", nil, "press@council.example"),
    ("Raad <press@council.example>", "Raad", "press@council.example"),
    ("\"Raad, pers\" <press@council.example>", "Raad, pers", "press@council.example"),
    ("<a.b+c@d-e.example>", nil, "a.b+c@d-e.example"), ("Raad press@council.example", nil, nil),
    ("press@council", nil, nil), ("a..b@council.example", nil, nil), ("a@-b.example", nil, nil),
    ("a@b.example>", nil, nil), ("a@b.example\u{0}", nil, nil), ("a b@c.example", nil, nil), ("é@c.example", nil, nil),
    (String(repeating: "a", count: 65) + "@c.example", nil, nil), ("", nil, nil),
  ])
  func `a mailbox is an address, with or without a name`(text: String, name: String?, address: String?) {
    let mailbox = MailAddress(text)
    #expect(mailbox?.name == name && mailbox?.address == address)
  }

  @Test(arguments: [
    (550, "RCPT", "5.1.1 <an.x@example.org>: unknown", true, true), (550, "RCPT", "No such user an.x", true, true),
    (551, "RCPT", "not here", true, true), (553, "RCPT", "5.1.3 bad", true, true),
    (550, "RCPT", "5.2.1 disabled", true, true), (552, "RCPT", "5.2.2 full", false, false),
    (552, "RCPT", "full", false, false), (554, "RCPT", "5.7.1 Relay access denied", false, false),
    (550, "RCPT", "Relaying denied", false, false), (530, "RCPT", "log in first", false, false),
    (450, "RCPT", "4.2.0 greylisted", false, false), (550, "MAIL", "5.1.8 bad sender", false, false),
    (554, "DATA", "5.6.0 spam", false, true), (451, "DATA", "4.3.0 later", false, false),
    (535, "AUTH", "5.7.8 wrong", false, false), (554, nil, "5.3.2 closed", false, false),
  ])
  func `an answer ends a subscriber only where it says that there is no such address`(
    status: Int, command: String?, text: String, isBounce: Bool, isFinal: Bool
  ) {
    let reply = MailReply(status: status, command: command, text: text)
    #expect(reply.isBounce == isBounce && reply.isFinal == isFinal)
    let kept = reply.text(withholding: "an.x+news@example.org")
    #expect(!kept.contains("@") && !kept.contains("an.x"))
  }
}

// The mail settings on the command line and in the environment, and a message to a relay with TLS and a login.

import Foundation
import RunningNewsroom
import Testing

@Suite struct MailOptionsTests {
  private static let from = ["--mail-from", "Raad <press@council.example>"]
  private static let local = ["--smtp", "smtp://127.0.0.1:25"]

  @Test(
    arguments: [
      (local, [:], "--mail-from"), (["--smtp", "relay.example"] + from, [:], "--smtp"),
      (["--smtp", "smtp://press:word@relay.example"] + from, [:], "--smtp"),
      (local + ["--mail-from", "Raad"], [:], "--mail-from"),
      ([], ["NEWSROOM_SMTP": "smtp://127.0.0.1"], "NEWSROOM_SMTP"),
      (local, ["NEWSROOM_MAIL_FROM": "a@b"], "NEWSROOM_MAIL_FROM"),
      (local + from, ["NEWSROOM_SMTP_USER": "press"], "NEWSROOM_SMTP_PASSWORD"),
      (local + from, ["NEWSROOM_SMTP_PASSWORD": "word"], "NEWSROOM_SMTP_USER"),
      (local + from, ["NEWSROOM_SMTP_PASSWORD_FILE": "/nothing/there"], "NEWSROOM_SMTP_PASSWORD_FILE"),
      (
        local + from, ["NEWSROOM_SMTP_PASSWORD": "word", "NEWSROOM_SMTP_PASSWORD_FILE": "/etc/hostname"], "not both"
      ),
      (local + from, ["NEWSROOM_SMTP_CERTIFICATES": "/nothing/there"], "NEWSROOM_SMTP_CERTIFICATES"),
      (["--smtp", "smtp://relay.example"] + from, [:], "NEWSROOM_PUBLIC_URL"),
    ] as [([String], [String: String], String)])
  func `an invalid setting prevents the start, and is reported`(
    options: [String], environment: [String: String], named: String
  ) throws {
    let folder = try TestFolder()
    let arguments = ["serve", "--port", "0", "--data", folder.data] + options
    let ended = try folder.run(arguments, environment: environment)
    #expect(
      ended.end == .exit(64) && ended.errors.split(separator: "\n").first?.contains(named) == true, "\(ended.errors)")
    #expect(!ended.errors.contains("word@") && !ended.output.contains("listening"))
  }

  @Test func `an unreadable password file is reported`() throws {
    let folder = try TestFolder()
    let path = try folder.file("password", "")
    try Data([0xFF, 0xFE, 0xFD]).write(to: URL(filePath: path))
    let ended = try folder.run(
      ["serve", "--port", "0", "--data", folder.data] + Self.local + Self.from,
      environment: ["NEWSROOM_SMTP_USER": "press", "NEWSROOM_SMTP_PASSWORD_FILE": path])
    #expect(ended.end == .exit(64) && ended.errors.contains("UTF-8"), "\(ended.errors)")
  }

  @Test func `a relay with TLS and a login gets a message, and no secret or address is logged`() throws {
    let relay = try MailServer(.startTLS)
    let folder = try TestFolder()
    let server = try RunningServer(
      folder, ["--smtp", "smtp://\(MailServer.name):\(relay.port)", "--access-log", "-"] + Self.from,
      environment: [
        "NEWSROOM_SMTP_USER": "press", "NEWSROOM_SMTP_PASSWORD_FILE": try folder.file("password", "secret word\n"),
        "NEWSROOM_SMTP_CERTIFICATES": relay.certificate, "NEWSROOM_PUBLIC_URL": "https://press.example",
      ])
    let wish = #"{"email": "an@example.org", "language": "nl"}"#
    #expect(try server.post("/subscribers", wish, token: nil).status == 202)
    #expect(eventually(within: 20) { relay.messages.count == 1 })
    let message = try #require(relay.messages.first)
    #expect(message.isEncrypted && message.isLoggedIn == true && message["From"] == "Raad <press@council.example>")
    let link = try #require(message.text.firstMatch(of: /https:\/\/press.example(\/subscribers\/\S+)/)).output.1
    #expect(try server.send("POST", String(link), nil, token: nil).status == 200)
    server.child.send(SIGTERM)
    #expect(server.child.end() == .exit(0))
    let token = link.split(separator: "/")[2].prefix { $0 != "?" }
    #expect(token.count == 32 && server.child.output.contains("/subscribers/confirmations/"))
    for secret in [String(token), "an@example.org", "secret word"] {
      #expect(!(server.child.output + server.child.errors).contains(secret), "\(secret)")
    }
  }
}

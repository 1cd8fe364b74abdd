// The settings for outgoing requests, on the command line and in the environment: the hub and link checks.

import Foundation
import RunningNewsroom
import Testing

@Suite struct OutboundOptionsTests {
  private static let loopback = [
    "NEWSROOM_OUTBOUND_ALLOW": "127.0.0.0/8", "NEWSROOM_OUTBOUND_ALLOW_HTTP": "true",
  ]

  private static func release(_ text: String) -> String {
    """
    {"id": "r", "title": {"nl": "Titel", "fr": "Titre"}, "body": {"nl": "\(text)", "fr": "Texte."},
     "contacts": [{"name": "An VOORBEELD"}], "status": "published"}
    """
  }

  @Test func `the hub is a setting and gets pings`() throws {
    let folder = try TestFolder()
    let environment = Self.loopback.merging(["NEWSROOM_HUB": "http://127.0.0.1:1/hub"]) { $1 }
    let server = try RunningServer(folder, environment: environment)
    let token = try folder.token("draft", "publish", "admin")
    #expect(try server.post("/releases", Self.release("Tekst."), token: token).status == 201)
    #expect(try server.get("/releases.atom").text.contains(#"<link rel="hub" href="http://127.0.0.1:1/hub"/>"#))
    let isTold = try eventually(within: 20) {
      let delivery = try server.get("/deliveries?way=hub", token: token).items.first
      return (delivery?["fault"] as? String)?.hasPrefix("no connection") == true
    }
    #expect(isTold)
  }

  @Test(arguments: [[], ["--check-links"]])
  func `links are checked when that is set`(options: [String]) throws {
    let folder = try TestFolder()
    var environment = Self.loopback
    if options.isEmpty { environment["NEWSROOM_CHECK_LINKS"] = "true" }
    let server = try RunningServer(folder, options, environment: environment)
    let token = try folder.token("draft", "publish", "admin")
    let text = "[hier](\(server.address)/nothing) en [daar](\(server.address)/health)"
    #expect(try server.post("/releases", Self.release(text), token: token).status == 201)
    let isDone = try eventually(within: 30) {
      let states = try server.get("/links", token: token).items.reversed().map { $0["state"] as? String }
      return states == ["dead", "ok"]
    }
    #expect(isDone)
  }

  @Test(arguments: [
    ("NEWSROOM_HUB", "hub.example"), ("NEWSROOM_HUB", "http://hub.example/"), ("NEWSROOM_HUB", "https://10.0.0.1/"),
    ("NEWSROOM_HUB", "https://u:p@hub.example/"), ("NEWSROOM_HUB", "https://hub.example/<a>"),
    ("NEWSROOM_CHECK_LINKS", "yes"), ("NEWSROOM_OUTBOUND_ALLOW_HTTP", "1"), ("NEWSROOM_OUTBOUND_ALLOW", "10"),
  ])
  func `an invalid setting prevents the start, with one line`(name: String, value: String) throws {
    let folder = try TestFolder()
    let ended = try folder.run(["serve", "--port", "0", "--data", folder.data], environment: [name: value])
    #expect(ended.end == .exit(64) && ended.errors.hasPrefix("Error: \(name)"), "\(ended.errors)")
    #expect(!FileManager.default.fileExists(atPath: folder.data))
  }

  @Test(arguments: ["hub.example", "http://hub.example/", "https://[::1]/"])
  func `an invalid option is reported`(hub: String) throws {
    let folder = try TestFolder()
    let ended = try folder.run(["serve", "--port", "0", "--data", folder.data, "--hub", hub])
    #expect(ended.end == .exit(64) && ended.errors.hasPrefix("Error: --hub"), "\(ended.errors)")
  }
}

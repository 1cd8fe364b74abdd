// `newsroom token`: creates, lists and revokes tokens, also while a server runs.

import Foundation
import RunningNewsroom
import Testing

@Suite struct TokenTests {
  @Test func `a token is 32 random bytes in base64url, printed once and not stored`() throws {
    let folder = try TestFolder()
    let ended = try folder.newsroom("token", "create", "--name", "Het Dagblad", "--scope", "embargo")
    #expect(ended.isSuccess && ended.errors.isEmpty && ended.lines.count == 1)
    let token = try #require(ended.lines.first)
    #expect(token.wholeMatch(of: /nrt_[A-Za-z0-9_-]{43}/) != nil)
    let base64 = token.dropFirst(4).replacing("-", with: "+").replacing("_", with: "/")
    #expect(Data(base64Encoded: String(base64) + "=")?.count == 32)
    #expect(try folder.token("embargo") != token)
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.data) {
      let bytes = FileManager.default.contents(atPath: folder.data + "/" + name) ?? Data()
      #expect(bytes.range(of: Data(token.utf8)) == nil, "\(name) holds the token")
      #expect(bytes.range(of: Data(token.dropFirst(4).utf8)) == nil, "\(name) holds the token")
    }
  }

  @Test func `the list shows number, name, scopes, last use and state, and no secret`() throws {
    let folder = try TestFolder()
    let secret = try folder.token("publish", "draft", name: "An Voorbeeld")
    #expect(
      try folder.newsroom("token", "create", "--name", "Radio", "--scope", "embargo", "--days", "30").isSuccess)
    let list = try folder.newsroom("token", "list")
    #expect(list.isSuccess && list.lines.count == 2 && !list.output.contains(secret.dropFirst(4)))
    #expect(list.lines.first == "1\tAn Voorbeeld\tdraft,publish\tnever used\tno expiry")
    #expect(list.lines.last?.wholeMatch(of: /2\tRadio\tembargo\tnever used\tuntil \d{4}-\d\d-\d\dT[\d:]+Z/) != nil)
    #expect(try folder.newsroom("token", "revoke", "1").isSuccess)
    #expect(try folder.newsroom("token", "list").lines.first?.contains("revoked 20") == true)
  }

  @Test(arguments: ["0", "36501", "9223372036854775807"])
  func `a token expires within a hundred years`(_ days: String) throws {
    let ended = try TestFolder().newsroom("token", "create", "--name", "A", "--scope", "draft", "--days", days)
    #expect(!ended.isSuccess && ended.errors.contains("--days must be a number from 1 to 36500"))
  }

  @Test func `a missing token can't be revoked, nor one twice`() throws {
    let folder = try TestFolder()
    _ = try folder.token("draft")
    #expect(try folder.newsroom("token", "revoke", "7").reason?.contains("no token 7") == true)
    #expect(try folder.newsroom("token", "revoke", "1").isSuccess)
    #expect(try folder.newsroom("token", "revoke", "1").reason?.contains("no token 1") == true)
  }

  @Test func `a running server accepts a new token at once, and refuses a revoked one`() throws {
    let folder = try TestFolder()
    let server = try folder.serve()
    let reader = try folder.token("embargo")
    let writer = try folder.token("draft", "publish")
    #expect(try server.get("/releases", token: reader).status == 200)
    #expect(try server.post("/sites", #"{"name": {"nl": "Proefstad"}}"#, token: reader).status == 403)
    #expect(try server.post("/sites", #"{"name": {"nl": "Proefstad"}}"#, token: writer).status == 201)
    #expect(try server.post("/sites/proefstad/publications", "{}", token: writer).status == 201)
    #expect(try folder.newsroom("token", "list").lines.last?.contains("never used") == false)
    #expect(try folder.newsroom("token", "revoke", "2").isSuccess)
    #expect(try server.get("/sites", token: writer).status == 401)
    #expect(try server.post("/sites", #"{"name": {"nl": "Elders"}}"#, token: writer).status == 401)
    #expect(try server.get("/sites", token: reader).status == 200)
    #expect(try server.get("/sites").ids == ["proefstad"])
  }

  @Test func `changes of tokens are in the audit log, with their author`() throws {
    let folder = try TestFolder()
    _ = try folder.token("draft")
    #expect(try folder.newsroom("token", "revoke", "1").isSuccess)
    let acts =
      "SELECT count(*) FROM audit WHERE action IN ('createToken', 'revokeToken') AND author LIKE 'command line (%)'"
    #expect(try folder.count("desk", acts) == 2)
  }
}

// The help texts, the list of routes, and the errors for wrong arguments.

import Foundation
import RunningNewsroom
import Testing

@Suite struct HelpTests {
  @Test(arguments: [
    "", "serve", "import", "token", "token create", "token list", "token revoke", "migrate", "verify", "backup",
    "restore", "resume", "routes", "openapi",
  ])
  func `every command has a help text`(command: String) throws {
    let words = command.split(separator: " ").map(String.init)
    let ended = try TestFolder().run(words + ["--help"])
    #expect(ended.isSuccess && ended.errors.isEmpty)
    #expect(ended.output.contains((["USAGE: newsroom"] + words).joined(separator: " ")))
    #expect(ended.output.contains("OVERVIEW: "))
  }

  @Test func `every command that opens the data directory takes it as an option`() throws {
    for command in [
      ["serve"], ["import"], ["token", "create"], ["token", "list"], ["token", "revoke"], ["migrate"], ["verify"],
      ["backup"], ["restore"], ["resume"],
    ] {
      #expect(try TestFolder().run(command + ["--help"]).output.contains("--data <data>"), "\(command)")
    }
  }

  @Test func `the routes are printed with method, path, access and suffixes`() throws {
    let ended = try TestFolder().run(["routes"])
    #expect(ended.isSuccess && ended.errors.isEmpty)
    let lines = ended.lines.map { $0.split(separator: " ").map(String.init) }
    #expect(lines.allSatisfy { $0.count >= 3 && $0.dropFirst(3).allSatisfy { $0.hasPrefix(".") } })
    #expect(lines.contains { $0[1] == "/releases" && $0.contains(".atom") })
    let routes = lines.map { Array($0.prefix(3)) }
    for route in [
      ["GET", "/releases", "anyone"], ["GET", "/contacts/{id}", "anyone"], ["POST", "/sites", "draft"],
      ["PATCH", "/advices/{id}", "draft"], ["POST", "/releases/{id}/publications", "publish"],
      ["POST", "/releases/{id}/withdrawals", "publish"], ["GET", "/health", "anyone"],
    ] {
      #expect(routes.contains(route), "\(route)")
    }
    let access: Set = ["anyone", "anonymous", "token", "embargo", "draft", "publish", "admin"]
    #expect(routes.allSatisfy { access.contains($0[2]) })
    #expect(Set(routes).count == routes.count)
  }

  @Test func `the description of the API is printed for the public address`() throws {
    let address = "https://press.example"
    let ended = try TestFolder().run(["openapi"], environment: ["NEWSROOM_PUBLIC_URL": address])
    let description = try JSONSerialization.jsonObject(with: Data(ended.output.utf8)) as? [String: Any]
    #expect(description?["openapi"] as? String == "3.0.3")
    #expect((description?["servers"] as? [[String: String]])?.first?["url"] == address)
  }

  @Test(arguments: [
    (["sevre"], "sevre"), (["serve", "--prot", "1"], "--prot"), (["serve", "--port", "70000"], "--port"),
    (["serve", "--port", "x"], "x"), (["token", "create", "--name", "a"], "--scope"),
    (["token", "create", "--scope", "draft"], "--name"),
    (["token", "create", "--name", " ", "--scope", "draft"], "--name"),
    (["token", "create", "--name", "a", "--scope", "publsh"], "publsh"),
    (["token", "create", "--name", "a", "--scope", "draft", "--days", "0"], "--days"),
    (["token", "revoke", "x"], "x"), (["import"], "files"),
  ])
  func `a mistake is reported on standard error, and nothing is created`(arguments: [String], named: String) throws {
    let folder = try TestFolder()
    let ended = try folder.run(arguments, environment: ["NEWSROOM_DATA": folder.data])
    guard case .exit(let status) = ended.end else { return #expect(Bool(false), "it did not exit") }
    #expect(status != 0 && ended.output.isEmpty)
    #expect(ended.errors.split(separator: "\n").first?.contains(named) == true, "\(ended.errors)")
    #expect(!ended.errors.contains("Fatal error"))
    #expect(throws: (any Error).self) { try folder.count("desk", "SELECT count(*) FROM tokens") }
  }
}

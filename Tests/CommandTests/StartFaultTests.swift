// Faults that keep a command from starting: each gives one line on standard error and a non-zero exit.

import Foundation
import GRDB
import RunningNewsroom
import Testing

@Suite struct StartFaultTests {
  /// Commands that open the data directory.
  static let commands = [
    ["serve", "--port", "0"], ["migrate"], ["token", "list"], ["token", "create", "--name", "a", "--scope", "draft"],
  ]

  /// The reason as people read it, without types, SQL or stack traces.
  private func check(_ ended: Ended, says words: String..., at place: SourceLocation = #_sourceLocation) {
    guard let reason = ended.reason else {
      Issue.record("not one line: \(ended.end.debugDescription) \(ended.errors)", sourceLocation: place)
      return
    }
    for word in words { #expect(reason.contains(word), "\(reason)", sourceLocation: place) }
    for word in ["Error(", "DataFault", "DatabaseError", "SELECT", "INSERT", "Optional(", "Fatal", " at 0x"] {
      #expect(!reason.contains(word), "\(reason)", sourceLocation: place)
    }
    #expect(!ended.output.contains("listening"), sourceLocation: place)
  }

  @Test func `a port in use`() throws {
    let folder = try TestFolder(in: .disk)
    let server = try folder.serve()
    let port = try #require(URL(string: server.address)?.port)
    let other = try TestFolder(in: .disk)
    check(try other.newsroom("serve", "--port", "\(port)"), says: "\(port)", "another program is listening")
    #expect(try server.get("/health").status == 200)
  }

  @Test(arguments: ["abc", "70000", "80 80"])
  func `a port in the environment that is none`(port: String) throws {
    let folder = try TestFolder(in: .disk)
    let ended = try folder.run(["serve", "--data", folder.data], environment: ["NEWSROOM_PORT": port])
    #expect(ended.end == .exit(64) && ended.output.isEmpty && ended.errors.hasPrefix("Error: "), "\(ended.errors)")
  }

  @Test func `commands that make the data directory at the same moment do not collide`() throws {
    for _ in 1...3 {
      let folder = try TestFolder(in: .disk)
      let children = try (1...4).map { number in
        try Child(
          ["token", "create", "--name", "t\(number)", "--scope", "draft", "--data", folder.data], in: folder.path)
      }
      for child in children { #expect(child.end() == .exit(0), "\(child.errors)") }
      #expect(try folder.count("desk", "SELECT count(*) FROM tokens") == 4)
    }
  }

  @Test func `an address of another machine`() throws {
    let folder = try TestFolder(in: .disk)
    check(try folder.newsroom("serve", "--port", "0", "--host", "192.0.2.1"), says: "192.0.2.1", "not an address")
  }

  @Test(arguments: commands)
  func `a data directory that can't be made or written`(command: [String]) throws {
    let folder = try TestFolder(in: .disk)
    let file = try folder.file("file", "not a folder")
    for directory in [file, file + "/data", "/proc/newsroom", "/dev/null/data"] {
      check(try folder.run(command + ["--data", directory]), says: "data directory", directory)
    }
  }

  @Test(arguments: [
    ["token", "list"], ["token", "revoke", "1"], ["deliveries"], ["resume"], ["verify"], ["verify", "--rebuild"],
    ["backup", "copy"], ["person", "find", "Jeanne"], ["person", "export", "Jeanne"], ["person", "erase", "Jeanne"],
  ])
  func `a command that reads a directory without a newsroom creates none`(command: [String]) throws {
    let folder = try TestFolder(in: .disk)
    check(try folder.run(command + ["--data", folder.data]), says: "there is no newsroom", folder.data, "--data")
    #expect(!FileManager.default.fileExists(atPath: folder.data))
  }

  @Test(arguments: commands)
  func `a file that is no database`(command: [String]) throws {
    for name in ["desk", "public"] {
      let folder = try TestFolder(in: .disk)
      #expect(try folder.newsroom("migrate").isSuccess)
      try FileManager.default.removeItem(atPath: "\(folder.data)/\(name).sqlite-wal")
      try Data("This is no database, though its name says so.".utf8 + [UInt8](repeating: 65, count: 4096))
        .write(to: URL(filePath: "\(folder.data)/\(name).sqlite"))
      check(try folder.run(command + ["--data", folder.data]), says: "\(name).sqlite", "not a database")
    }
  }

  @Test(arguments: commands)
  func `a database newer than the binary`(command: [String]) throws {
    for name in ["desk", "public"] {
      let folder = try TestFolder(in: .disk)
      #expect(try folder.newsroom("migrate").isSuccess)
      try folder.database(name).write { db in
        try db.execute(sql: "INSERT INTO migrations VALUES ('9999_add_telepathy', 'x', 0)")
      }
      let reasons = ["\(name).sqlite is newer", "9999_add_telepathy"]
      check(try folder.run(command + ["--data", folder.data]), says: reasons[0], reasons[1])
    }
  }

  @Test(arguments: commands)
  func `an old migration that was edited`(command: [String]) throws {
    for name in ["desk", "public"] {
      let folder = try TestFolder(in: .disk)
      #expect(try folder.newsroom("migrate").isSuccess)
      try folder.database(name).write { db in
        try db.execute(sql: "UPDATE migrations SET sha256 = 'x' WHERE name = '0001_create_projection'")
      }
      check(
        try folder.run(command + ["--data", folder.data]), says: "0001_create_projection of \(name).sqlite", "edited")
    }
  }
}

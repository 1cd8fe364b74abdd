// A folder for one test, with a data directory and the commands that use it; deleted with the test.

import Foundation
import GRDB

package final class TestFolder: Sendable {
  package let path: String
  package var data: String { path + "/data" }

  package init(in place: ScratchFolder.Place = .memory) throws { path = try ScratchFolder.make(in: place) }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Runs a command and waits for its end.
  /// - Parameter program: the path of the program; by default the newsroom.
  package func run(
    _ arguments: [String], environment: [String: String] = [:], program: String? = nil
  ) throws -> Ended {
    let child = try Child(arguments, in: path, environment: environment, program: program)
    let end = child.end()
    return Ended(end: end, output: child.output, errors: child.errors)
  }

  /// Runs a command on the data directory.
  package func newsroom(_ arguments: String...) throws -> Ended { try run(arguments + ["--data", data]) }

  /// A server on the data directory.
  package func serve(_ options: String...) throws -> RunningServer { try RunningServer(self, options) }

  /// Creates a token and returns its secret.
  package func token(_ scopes: String..., name: String = "test") throws -> String {
    let ended = try run(["token", "create", "--data", data, "--name", name] + scopes.flatMap { ["--scope", $0] })
    return ended.output.trimmingCharacters(in: .newlines)
  }

  package func file(_ name: String, _ text: String) throws -> String { try file(name, Data(text.utf8)) }

  package func file(_ name: String, _ bytes: Data) throws -> String {
    try bytes.write(to: URL(filePath: path + "/" + name))
    return path + "/" + name
  }

  /// The desk's file or the public file, on a separate connection.
  package func database(_ name: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    return try DatabaseQueue(path: "\(data)/\(name).sqlite", configuration: configuration)
  }

  package func count(_ name: String, _ sql: String) throws -> Int {
    try database(name).read { db in try Int.fetchOne(db, sql: sql) ?? 0 }
  }
}

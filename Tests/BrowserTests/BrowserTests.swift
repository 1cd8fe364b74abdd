// What people do with the pages, done by scripts in a real browser on a running newsroom.

import Foundation
import RunningNewsroom
import Testing

/// One script after the other, since a browser takes all the processors that there are.
@Suite(.serialized) struct BrowserTests {
  /// Runs `Scripts/NAME.py` with the address of a server and a token, and whatever else it wants; what the script
  /// prints is shown, and the test fails when the script does.
  func run(_ script: String, on server: RunningServer, in folder: TestFolder, _ arguments: String...) throws {
    var environment = ProcessInfo.processInfo.environment.filter { $0.key == "NEWSROOM_PICTURES" }
    environment["PYTHONDONTWRITEBYTECODE"] = "1"
    let child = try Child(
      [Self.scripts + script + ".py", server.address] + arguments, in: folder.path, environment: environment,
      program: Python.interpreter)
    let end = child.end(within: 120)
    print("\(script):\n\(child.output)", terminator: "")
    #expect(
      end == .exit(0), "\(script): \(child.output)\(child.errors) (is all there? sh docker/setup.sh tests)")
  }

  private static let scripts = URL(filePath: #filePath).deletingLastPathComponent().path + "/Scripts/"

  @Test func `the newsroom is read in three languages`() throws {
    let folder = try TestFolder()
    try run("reading", on: try folder.serve("--demo"), in: folder)
  }
}

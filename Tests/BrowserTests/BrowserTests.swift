// Tests of the pages: scripts drive a real browser on a running newsroom.

import Foundation
import RunningNewsroom
import Testing

/// The scripts run one at a time, since a browser uses all processors.
@Suite(.serialized, .ownThread) struct BrowserTests {
  /// Runs `Scripts/NAME.py` with the address of a server, a token and further arguments. Shows its output, and fails
  /// when the script fails.
  func run(_ script: String, on server: RunningServer, in folder: TestFolder, _ arguments: String...) throws {
    var environment = ProcessInfo.processInfo.environment.filter { $0.key == "NEWSROOM_PICTURES" }
    environment["PYTHONDONTWRITEBYTECODE"] = "1"
    let child = try Child(
      [Self.scripts + script + ".py", server.address] + arguments, in: folder.path, environment: environment,
      program: Python.interpreter)
    let end = child.end(within: 600)
    print("\(script):\n\(child.output)", terminator: "")
    #expect(
      end == .exit(0), "\(script): \(child.output)\(child.errors) (is all there? sh docker/setup.sh tests)")
  }

  private static let scripts = URL(filePath: #filePath).deletingLastPathComponent().path + "/Scripts/"

  /// Runs a script on a newsroom with the demo content.
  private func demo(_ script: String) throws {
    let folder = try TestFolder()
    let mail = ["--smtp", "smtp://127.0.0.1:1", "--mail-from", "press@council.example"]
    try run(script, on: try RunningServer(folder, ["--demo"] + mail), in: folder)
  }

  @Test func `a journalist searches, reads, copies and prints, with scripts and without`() throws {
    try demo("reading")
  }

  @Test func `every page is accessible in three languages, light and dark, wide and narrow`() throws {
    try demo("accessible")
  }

  @Test func `the reference is readable, its code runs, and operations can be tried`() throws {
    try demo("reference")
  }

  @Test func `no text in any field or query becomes a script`() throws {
    let folder = try TestFolder()
    let token = try folder.token("draft", "publish")
    try run("naughty", on: try folder.serve(), in: folder, token)
  }

  /// Runs a script with the tokens of two press officers, and of a writer who may not publish.
  private func runAtDesk(_ script: String, _ options: String...) throws {
    let folder = try TestFolder()
    let server = try RunningServer(
      folder, ["--demo"] + options,
      environment: ["NEWSROOM_OUTBOUND_ALLOW": "127.0.0.0/8", "NEWSROOM_OUTBOUND_ALLOW_HTTP": "true"])
    let admin = try folder.token("draft", "publish", "admin", "embargo", name: "Nora Claes")
    let publisher = try folder.token("draft", "publish", name: "Bram Maes")
    try run(script, on: server, in: folder, admin, publisher, try folder.token("draft", name: "Lien Smet"))
  }

  @Test func `a release goes from a pasted manuscript to the public, is corrected and withdrawn`() throws {
    try runAtDesk("release")
  }

  @Test func `files and rich text of a word processor become complete drafts`() throws {
    try runAtDesk("files")
  }

  @Test func `two editors, unsaved text, lost connections and sessions that end lose nothing`() throws {
    try runAtDesk("editors")
  }

  @Test func `every page of the desk is accessible in light and dark, fits a phone, and runs no text`() throws {
    try runAtDesk("looks")
  }

  @Test func `the desk works with the keyboard alone, in three languages`() throws {
    try runAtDesk("keys")
  }

  @Test func `a plan says which version goes out, and takes a later one`() throws {
    try runAtDesk("plan")
  }

  @Test func `addresses follow the date until the first publication`() throws {
    try runAtDesk("addresses")
  }

  @Test func `the dialog of publishing says what goes out, when, to whom and with what`() throws {
    try runAtDesk("publish")
  }

  @Test func `small changes are small, corrections have notes, withdrawals have successors`() throws {
    try runAtDesk("changes")
  }

  @Test func `messages are in the words of a press officer`() throws {
    try runAtDesk("messages")
  }

  @Test func `links, pictures, discarded changes and the empty form do not vanish`() throws {
    try runAtDesk("kept")
  }

  @Test func `with four eyes, the desk asks for a review before it refuses`() throws {
    try runAtDesk("review", "--four-eyes")
  }
}

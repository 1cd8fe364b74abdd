// A clock that jumps by an hour (libfaketime): publications are never early or repeated, and late ones are caught up.

import Foundation
import RunningNewsroom
import Testing

@Suite struct ClockTests {
  private let folder: TestFolder
  private let token: String

  init() throws {
    folder = try TestFolder()
    token = try folder.token("draft", "publish")
    try setClock(0)
  }

  private var clockFile: String { folder.path + "/clock" }

  /// Sets the server's wall clock to an offset in seconds from the real one. Other clocks are not affected.
  private func setClock(_ seconds: Int) throws {
    // Written to a temporary file and moved, so that the server never reads a partial file.
    try Data("\(seconds < 0 ? "-" : "+")\(abs(seconds))\n".utf8)
      .write(to: URL(filePath: clockFile), options: .atomic)
  }

  private func serve() throws -> RunningServer { try RunningServer(folder, clock: clockFile) }

  /// Plans a site at an offset in seconds from now, by the real clock.
  private func plan(_ id: String, in seconds: Double, on server: RunningServer) throws {
    let body = #"{"id": "\#(id)", "name": {"nl": "Plaats", "fr": "Lieu"}}"#
    #expect(try server.post("/sites", body, token: token).status == 201)
    let at = Date(timeIntervalSinceNow: seconds).formatted(Date.ISO8601FormatStyle())
    let planned = try server.post("/sites/\(id)/publications", #"{"at": "\#(at)"}"#, token: token)
    #expect(planned.status == 201 && planned.object["state"] as? String == "planned", "\(planned.text)")
  }

  private func isPublic(_ id: String, on server: RunningServer) throws -> Bool {
    let status = try server.get("/sites/\(id)").status
    let changes = try server.all("/changes").compactMap { $0["id"] as? String }.filter { $0 == id }
    #expect(changes.count <= 1 && (status == 200) == (changes.count == 1), "\(status), \(changes)")
    return status == 200
  }

  @Test(.timeLimit(.minutes(2)))
  func `a clock set forward past the time publishes at once; set back, it publishes nothing twice`() throws {
    let server = try serve()
    try plan("early", in: 1_800, on: server)
    try plan("late", in: 5_400, on: server)
    #expect(try !isPublic("early", on: server))
    try setClock(3_600)
    #expect(try server.get("/sites/early").status == 200)
    #expect(try isPublic("early", on: server) && !isPublic("late", on: server))
    for seconds in [0, -3_600, 3_600, 0] {
      try setClock(seconds)
      #expect(try isPublic("early", on: server) && !isPublic("late", on: server), "\(seconds)")
    }
    try setClock(7_200)
    #expect(try isPublic("late", on: server))
    #expect(try server.all("/changes").count == 2)
  }

  @Test(.timeLimit(.minutes(2)))
  func `a clock set back before the time delays the publication to the new time`() throws {
    let server = try serve()
    try plan("next", in: 3, on: server)
    let due = Date(timeIntervalSinceNow: 4)
    try setClock(-3_600)
    // Well past the time that its timer was set to.
    while Date.now < due {
      #expect(try !isPublic("next", on: server))
      usleep(50_000)
    }
    #expect(try folder.count("desk", "SELECT count(*) FROM publications WHERE state = 'planned'") == 1)
    try setClock(0)
    #expect(try server.get("/sites/next").status == 200)
    #expect(try isPublic("next", on: server))
  }

  @Test(.timeLimit(.minutes(2)))
  func `publications that a wrong clock delayed are published once`() throws {
    let server = try serve()
    try plan("missed", in: 1_800, on: server)
    server.child.send(SIGKILL)
    #expect(server.child.end() == .signal(SIGKILL))
    try setClock(-3_600)
    #expect(try !isPublic("missed", on: serve()))
    try setClock(3_600)
    #expect(try isPublic("missed", on: serve()))
    try setClock(0)
    #expect(try isPublic("missed", on: serve()))
  }
}

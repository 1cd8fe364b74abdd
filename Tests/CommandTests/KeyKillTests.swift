// One idempotency key sent a hundred times at once, with the server killed meanwhile: the write happens once.

import Foundation
import RunningNewsroom
import Testing

@Suite struct KeyKillTests {
  @Test(.timeLimit(.minutes(3)))
  func `a hundred requests with one key, before and after kill -9, make one item and one publication`() throws {
    let folder = try TestFolder(in: .disk)
    let token = try folder.token("draft", "publish")
    let rounds = 6
    var numbers = SeededNumbers(for: "kills amid one key")
    for round in 0..<rounds {
      let body = #"{"id": "round-\#(round)", "name": {"nl": "Plaats", "fr": "Lieu"}, "status": "published"}"#
      let send: @Sendable (RunningServer) throws -> RunningServer.Reply = { server in
        try server.send("POST", "/sites", body, token: token, ["Idempotency-Key": "key-\(round)"])
      }
      let server = try folder.serve()
      let clients = (0..<100).map { _ in Thread.started { _ = try? send(server) } }
      usleep(.random(in: 0...100_000, using: &numbers))
      server.child.send(SIGKILL)
      for client in clients { client.wait() }

      let next = try folder.serve()
      let (first, second) = (try send(next), try send(next))
      #expect(first.status == 201 && first.text == second.text, "\(first.text) \(second.text)")
      #expect(first.object["id"] as? String == "round-\(round)")
      #expect(try next.get("/sites/round-\(round)").status == 200)
      #expect(try next.all("/changes").count == round + 1)
    }
    for sql in [
      "SELECT count(*) FROM items", "SELECT count(*) FROM publications WHERE state = 'done'",
      "SELECT count(*) FROM audit WHERE action = 'create'", "SELECT count(*) FROM audit WHERE action = 'publish'",
      "SELECT count(*) FROM idempotencyKeys",
    ] {
      #expect(try folder.count("desk", sql) == rounds, "\(sql)")
    }
  }
}

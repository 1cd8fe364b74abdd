// The settings of the server: limits, workers, proxies and the access log.

import Foundation
import RunningNewsroom
import Testing

@Suite struct ServerOptionsTests {
  @Test(
    arguments: [
      (["--connections", "0"], [:], "--connections"), (["--workers", "0"], [:], "--workers"),
      (["--limits", "bodies=1"], [:], "“bodies=1” is none of the limits"),
      (["--limits", "body=x"], [:], "needs a whole number"),
      (["--retention", "drafts=1"], [:], "--retention: “drafts=1” is not one of deliveries, events"),
      (["--retention", "events=0"], [:], "needs a whole number of days from 1 to 36500"),
      ([], ["NEWSROOM_RETENTION": "previews"], "NEWSROOM_RETENTION: “previews”"),
      (["--proxies", "10.0.0.0/33"], [:], "“10.0.0.0/33”"),
      ([], ["NEWSROOM_CONNECTIONS": "many"], "NEWSROOM_CONNECTIONS"),
      ([], ["NEWSROOM_WORKERS": "-1"], "NEWSROOM_WORKERS"),
      ([], ["NEWSROOM_LIMITS": "idleSeconds=0"], "NEWSROOM_LIMITS"),
      ([], ["NEWSROOM_PROXIES": "nginx"], "NEWSROOM_PROXIES"),
    ] as [([String], [String: String], String)])
  func `an impossible setting is reported before the start`(
    options: [String], environment: [String: String], named: String
  ) throws {
    let folder = try TestFolder()
    let ended = try folder.run(["serve", "--data", folder.data] + options, environment: environment)
    #expect(ended.end == .exit(64) && ended.output.isEmpty)
    #expect(ended.errors.split(separator: "\n").first?.contains(named) == true, "\(ended.errors)")
  }

  @Test func `an access log that cannot be opened is an error of one line`() throws {
    let folder = try TestFolder()
    let ended = try folder.newsroom("serve", "--port", "0", "--access-log", "/no/such/folder/access.log")
    #expect(!ended.isSuccess && ended.output.isEmpty)
    #expect(ended.errors.contains("cannot write the access log to /no/such/folder/access.log: No such file"))
  }

  @Test func `each request has a line in the access log, without the secret of a preview`() throws {
    let folder = try TestFolder()
    let path = folder.path + "/access.log"
    let server = try folder.serve("--access-log", path, "--limits", "body=10", "--proxies", "127.0.0.1")
    #expect(try server.get("/health").status == 200)
    #expect(try server.get("/previews/0123456789abcdef").status >= 400)
    server.child.send(SIGTERM)
    #expect(server.child.end() == .exit(0))
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    #expect(lines.count == 2)
    // Each loop writes its own lines, so the lines of two connections can be in any order.
    for target in ["/health", "/previews/…"] {
      #expect(lines.count { $0.contains("\"target\":\"\(target)\"") } == 1)
    }
  }

  @Test func `the help lists every limit with its default`() throws {
    let help = try TestFolder().run(["serve", "--help"]).output
    for line in [
      "requestLine=8192", "bodyWithToken=1048576", "idleSeconds=60", "NEWSROOM_LIMITS", "NEWSROOM_PROXIES",
      "deliveries=400", "previews=30", "NEWSROOM_RETENTION",
    ] {
      #expect(help.contains(line), "\(line)")
    }
  }
}

// The access log: the content of a line, and the secrets that it leaves out.

import Foundation
import HTTP
import RunningNewsroom
import Server
import Testing

@Suite struct AccessLogTests {
  /// A line, decoded.
  struct Line: Decodable {
    var time: String?
    var method: String?
    var target: String?
    var client: String?
    var status: Int?
    var bytes: Int?
    var ms: Double?
    var trace: String?
    var aborted: Bool?
    var dropped: Int?
  }

  /// Serves with a log in a separate file, and returns its lines after the server has stopped.
  static func lines(
    _ limits: Limits = Limits(), at path: String = NSTemporaryDirectory() + "access-\(UUID().uuidString).log",
    _ use: @escaping @Sendable (Int, Newsstand) throws -> Void
  ) async throws -> [Line] {
    defer { unlink(path) }
    let log = try AccessLog(path)
    // One loop, so that the lines are in the order of their requests.
    try await serving(limits, loops: 1, log: log, use)
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.isEmpty || text.hasSuffix("}\n"))
    return try text.split(separator: "\n").map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
  }

  @Test func `Each request has one log line, from every part that answers`() async throws {
    let paths = ["/kept", "/hello?a=b", "/stream/three", "/big"]
    let lines = try await Self.lines { port, _ in
      let client = try Client(port: port)
      for path in paths {
        try client.send("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n")
        _ = try client.response()
      }
      try client.send("GET /kept HTTP/1.1\r\nHost: a\r\nIf-None-Match: \"kept\"\r\n\r\n")
      try client.send("HEAD /kept HTTP/1.1\r\nHost: a\r\n\r\n")
      _ = try client.response()
      _ = try client.response(hasBody: false)
    }
    #expect(lines.map(\.target) == paths + ["/kept", "/kept"])
    #expect(lines.map(\.method) == ["GET", "GET", "GET", "GET", "GET", "HEAD"])
    #expect(lines.map(\.status) == [200, 200, 200, 200, 304, 200])
    #expect(lines.map(\.bytes) == [4, 10, 15, 8 << 20, 0, 0])
    #expect(lines.allSatisfy { $0.client == "127.0.0.1" && $0.trace?.count == 32 && $0.aborted == nil })
    #expect(lines.allSatisfy { ($0.ms ?? -1) >= 0 })
    #expect(Set(lines.map(\.trace)).count == lines.count)
    for line in lines {
      #expect(line.time?.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/) != nil)
    }
  }

  @Test func `A line has the trace id of its answer`() async throws {
    let path = NSTemporaryDirectory() + "access-\(UUID().uuidString).log"
    defer { unlink(path) }
    let traces = try await serving(log: try AccessLog(path)) { port, _ in
      let client = try Client(port: port)
      return try ["/kept", "/hello", "/stream/three"].map { path in
        try client.send("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n")
        return try client.response().fields["belgov-trace-id"]
      }
    }
    let text = try String(contentsOfFile: path, encoding: .utf8)
    for trace in traces { #expect(text.contains("\"trace\":\"\(trace ?? "-")\"")) }
  }

  @Test func `Log lines are written while the server runs`() async throws {
    let path = NSTemporaryDirectory() + "access-\(UUID().uuidString).log"
    defer { unlink(path) }
    try await serving(log: try AccessLog(path)) { port, _ in
      let client = try Client(port: port)
      try client.send("GET /kept HTTP/1.1\r\nHost: a\r\n\r\n")
      _ = try client.response()
      #expect(eventually { (try? String(contentsOfFile: path, encoding: .utf8))?.contains("/kept") ?? false })
    }
  }

  static let long = String(repeating: "x", count: 2_000)

  static let targets: [(String, String?)] = [
    ("/a?b=c", "/a?b=c"), ("/a?", "/a?"), ("/a?b=\\", "/a?b=\\"), ("/a%22b", "/a%22b"),
    ("/contacts?mail=jan@example.be", "/contacts?…"), ("/contacts?mail=jan%40example.be", "/contacts?…"),
    ("/a?access_token=x", "/a?…"), ("/a?b=TOKEN", "/a?…"), ("/a?b=toke", "/a?b=toke"), ("/a?b=%4", nil),
    ("/previews/17-\(code)", "/previews/17-…"), ("/previews/17-\(code)?a=b", "/previews/17-…"),
    ("/previews", "/previews"), ("/previews/2025-05-22-persbericht", "/previews/2025-05-22-persbericht"),
    ("/%70reviews/\(code)", "/%70reviews/…"), ("/previews%2F\(code)", "/previews%2F…"),
    ("//Previews//\(code.uppercased())", "//Previews//…"), ("/previews.json/\(code)", "/previews.json/…"),
    ("/previews;/\(code)", "/previews;/…"), ("/preview/\(code).", "/preview/…"), ("/\(code)", "/…"),
    ("/previews/%61\(code.dropFirst())", "/previews/…"), ("/previews/\(code.prefix(31))", "/previews/…"),
    ("/previews?17-\(code)", "/previews?17-…"), ("/a?b=c&d=\(code)&e", "/a?b=c&d=…"),
    ("/subscribers/confirmations/\(code.prefix(32))", "/subscribers/confirmations/…"),
    ("/subscribers/endings/\(code.prefix(16))=\(code.prefix(16))", "/subscribers/endings/…"),
    ("http://a/previews/\(code)", "/previews/…"), ("http://u:secret@a/x", nil), ("ftp://secret/x", nil),
    ("/" + long, "/" + long.prefix(1_023) + "…"), ("/a?" + long, "/a?" + long.prefix(1_024) + "…"),
    ("/./previews/\(code)", "/./previews/…"), ("/a/../previews/\(code)", "/a/../previews/…"),
    ("/releases/r/previews/1", "/releases/r/previews/1"), ("/previews/\(code){", "/previews/…"),
    ("/a[?secret@b", "/a"), ("/previews/%00\(code)", "/previews/%00…"),
  ]

  /// The code of a preview link: 64 hexadecimal digits.
  static let code = String(repeating: "0a1b2c3d4e5f6789", count: 4)

  @Test func `No log line contains a secret or an e-mail address, or exceeds its limit`() async throws {
    let lines = try await Self.lines { port, _ in
      for (target, _) in Self.targets {
        let client = try Client(port: port)
        try client.send("GET \(target) HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer secret\r\nCookie: secret\r\n\r\n")
        _ = try client.response()
      }
    }
    #expect(lines.count == Self.targets.count)
    for (line, (target, expected)) in zip(lines, Self.targets) {
      if let expected {
        #expect(line.target == expected, "\(target)")
      } else {
        #expect(line.target?.contains("secret") != true, "\(target)")
      }
    }
  }

  @Test(
    arguments: [
      ("FOO\r\n", 400, nil, nil), ("GET /x HTTP/1.1\r\n\r\n", 400, "GET", "/x"),
      ("GET /x HTTP/9.9\r\n", 505, "GET", nil),
      ("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n", 413, "POST", "/x"),
      ("POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nx", 400, "POST", "/x"),
      ("BREW /x HTTP/1.1\r\nHost: a\r\n\r\n", 501, "BREW", "/x"),
      ("GET / HTTP/1.1\r\nHost: a\r\nA b\r\n", 400, "GET", "/"),
      ("GET /x HT", 408, nil, nil), ("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nx", 408, "POST", "/x"),
    ] as [(String, Int, String?, String?)])
  func `A refused request has a log line too`(
    _ text: String, _ status: Int, _ method: String?, _ target: String?
  ) async throws {
    let lines = try await Self.lines(
      limits {
        $0.headerSeconds = 0.1
        $0.bodySeconds = 0.1
      }
    ) { port, _ in
      let client = try Client(port: port)
      // The previous request leaves nothing in the line.
      try client.send("GET /kept?before HTTP/1.1\r\nHost: a\r\n\r\n")
      _ = try client.response()
      try client.send(text)
      #expect(try client.response().status == status)
    }
    #expect(lines.map(\.status) == [200, status])
    #expect(lines.last?.method == method)
    #expect(lines.last?.target == target)
  }

  @Test func `A client that leaves before its response has a log line`() async throws {
    let path = NSTemporaryDirectory() + "access-\(UUID().uuidString).log"
    let lines = try await Self.lines(at: path) { port, stand in
      let waiting = try Client(port: port)
      try waiting.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(eventually { stand.handled.load(ordering: .relaxed) == 1 })
      waiting.reset()
      // Another address, since one client may occupy half of the threads only.
      let streaming = try Client(port: port, from: 2)
      try streaming.send("GET /stream/long HTTP/1.1\r\nHost: a\r\n\r\n")
      _ = try streaming.take(1_000)
      streaming.reset()
      let sending = try Client(port: port)
      try sending.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n")
      #expect(try sending.response().status == 100)
      sending.reset()
      // A reset may be slow on a busy machine; the answer must not precede it.
      #expect(eventually { (try? String(contentsOfFile: path, encoding: .utf8))?.contains("/wait") == true })
      stand.release()
      #expect(eventually { stand.sources.load(ordering: .relaxed) == 0 })
    }
    #expect(Set(lines.map(\.target)) == ["/wait", "/stream/long", "/echo"])
    #expect(lines.allSatisfy { $0.aborted == true })
    #expect(lines.first { $0.target == "/wait" }?.status == nil)
    #expect(lines.first { $0.target == "/stream/long" }?.status == 200)
    #expect((lines.first { $0.target == "/stream/long" }?.bytes ?? 0) > 0)
  }

  @Test func `Many requests have the same number of log lines`() async throws {
    let lines = try await Self.lines(limits { $0.requestsPerConnection = .max }) { port, _ in
      let client = try Client(port: port)
      for _ in 0..<20 {
        try client.send(String(repeating: "GET /kept HTTP/1.1\r\nHost: a\r\n\r\n", count: 200))
        for _ in 0..<200 { _ = try client.response() }
      }
    }
    #expect(lines.count == 4_000)
    #expect(lines.allSatisfy { $0.target == "/kept" })
  }
}

// Requests and answers over real sockets.

import Foundation
import HTTP
import Server
import Testing

@Suite struct RequestTests {
  @Test func `A connection serves one request after another`() async throws {
    try await serving { port, _ in
      let client = try Client(port: port)
      for path in ["/hello", "/kept", "/hello", "/kept"] {
        try client.send("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n")
        let answer = try client.response()
        #expect(answer.status == 200)
        #expect(answer.text == (path == "/kept" ? "kept" : "GET /hello"))
        #expect(answer.fields["connection"] == nil)
        #expect(answer.fields["date"]?.hasSuffix("GMT") == true)
        #expect(answer.fields["belgov-trace-id"]?.count == 32)
      }
    }
  }

  @Test func `Pipelined requests are answered in order, cached or not`() async throws {
    try await serving { port, stand in
      let client = try Client(port: port)
      let paths = ["/kept", "/a", "/kept", "/wait", "/kept", "/b", "/c", "/kept"]
      try client.send(paths.map { "GET \($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
      stand.release()
      let answers = try paths.map { _ in try client.response().text }
      #expect(answers == ["kept", "GET /a", "kept", "waited", "kept", "GET /b", "GET /c", "kept"])
    }
  }

  @Test func `A long pipeline is answered to its end`() async throws {
    try await serving(limits { $0.requestsPerConnection = 5_000 }) { port, _ in
      let client = try Client(port: port)
      // A thread, because tasks share one thread per core, which other tests block.
      Thread { try? client.send(String(repeating: "GET /kept HTTP/1.1\r\nHost: a\r\n\r\n", count: 3_000)) }.start()
      for _ in 0..<3_000 { #expect(try client.response().text == "kept") }
    }
  }

  @Test func `A request may arrive byte by byte`() async throws {
    try await serving { port, _ in
      let client = try Client(port: port)
      let text = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello"
      for byte in text.utf8 { try client.send([byte]) }
      #expect(try client.response().text == "hello")
      for byte in "GET /kept HTTP/1.1\r\nHost: a\r\n\r\n".utf8 { try client.send([byte]) }
      #expect(try client.response().text == "kept")
    }
  }

  @Test func `Content in chunks arrives whole, and so does the next request`() async throws {
    try await serving { port, _ in
      let client = try Client(port: port)
      try client.send(
        "PUT /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
          + "3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\nA: b\r\n\r\n"
          + "GET /next HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(try client.response().text == "hello")
      #expect(try client.response().text == "GET /next")
    }
  }

  @Test(arguments: ["GET", "HEAD", "DELETE", "OPTIONS", "PATCH"])
  func `Content is read with any method, and never treated as a request`(_ method: String) async throws {
    try await serving { port, _ in
      let client = try Client(port: port)
      let inner = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n"
      try client.send("\(method) /x HTTP/1.1\r\nHost: a\r\nContent-Length: \(inner.utf8.count)\r\n\r\n\(inner)")
      try client.send("GET /next HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(try client.response(hasBody: method != "HEAD").status == 200)
      #expect(try client.response().text == "GET /next")
    }
  }

  @Test func `Large content is received and sent whole`() async throws {
    try await serving { port, _ in
      let client = try Client(port: port)
      let body = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
      try client.send(
        "POST /echo HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer valid\r\nContent-Length: \(body.count)\r\n\r\n")
      try client.send(body)
      #expect(try client.response().body == body)
    }
  }

  @Test func `HEAD returns the head of GET and no content`() async throws {
    try await serving { port, _ in
      let client = try Client(port: port)
      for path in ["/hello", "/kept"] {
        try client.send("HEAD \(path) HTTP/1.1\r\nHost: a\r\n\r\nGET \(path) HTTP/1.1\r\nHost: a\r\n\r\n")
        let head = try client.response(hasBody: false)
        let full = try client.response()
        if path == "/kept" { #expect(head.fields["content-length"] == String(full.body.count)) }
        #expect(head.fields["etag"] == full.fields["etag"])
      }
      try client.send("HEAD /stream/three HTTP/1.1\r\nHost: a\r\n\r\nGET /kept HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(try client.response(hasBody: false).status == 200)
      #expect(try client.response().text == "kept")
    }
  }

  @Test func `A client that has the content already gets 304`() async throws {
    try await serving { port, _ in
      let client = try Client(port: port)
      try client.send("GET /kept HTTP/1.1\r\nHost: a\r\nIf-None-Match: \"kept\"\r\n\r\n")
      let answer = try client.response()
      #expect(answer.status == 304)
      #expect(answer.fields["etag"] == "\"kept\"")
      #expect(answer.fields["content-length"] == nil)
      #expect(answer.fields["cache-control"] == "public, max-age=60")
    }
  }

  @Test func `The client's trace id is returned`() async throws {
    try await serving { port, _ in
      let client = try Client(port: port)
      for path in ["/kept", "/hello"] {
        try client.send("GET \(path) HTTP/1.1\r\nHost: a\r\nBelGov-Trace-Id: abc-123\r\n\r\n")
        #expect(try client.response().fields["belgov-related-trace-id"] == "abc-123")
      }
      try client.send("GET /kept HTTP/1.1\r\nHost: a\r\nBelGov-Trace-Id: a b\r\n\r\n")
      #expect(try client.response().fields["belgov-related-trace-id"] == nil)
    }
  }

  @Test func `100 Continue precedes the content, and never follows it`() async throws {
    try await serving { port, _ in
      let client = try Client(port: port)
      try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n")
      #expect(try client.response().status == 100)
      try client.send("hello")
      #expect(try client.response().text == "hello")
      try client.send("GET /kept HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\r\n")
      #expect(try client.response().text == "kept")
    }
  }

  @Test func `100 Continue is not sent when the head decides the answer`() async throws {
    try await serving { port, stand in
      for framing in ["Content-Length: 5", "Transfer-Encoding: chunked"] {
        let client = try Client(port: port)
        try client.send("POST /decided HTTP/1.1\r\nHost: a\r\n\(framing)\r\nExpect: 100-continue\r\n\r\n")
        let answer = try client.response()
        #expect(answer.status == 404 && answer.text == "decided" && answer.fields["connection"] == "close")
        #expect(try client.rest().isEmpty)
      }
      #expect(stand.handled.load(ordering: .relaxed) == 0)
    }
  }

  @Test(arguments: [
    ("Content-Length: 999999\r\nExpect: 100-continue", 413, "bodyTooLarge body 262144 -"),
    ("Content-Length: 5\r\nExpect: tea", 417, "unknownExpectation - 0 -"),
    ("Content-Length: 5\r\nTransfer-Encoding: chunked", 400, "badFraming - 0 -"),
    ("Content-Length: x\r\nAccept-Language: nl", 400, "badFraming - 0 nl"),
  ])
  func `A request refused by its head is refused at once, and the connection ends`(
    _ fields: String, _ status: Int, _ text: String
  ) async throws {
    try await serving { port, stand in
      let client = try Client(port: port)
      try client.send("POST /echo HTTP/1.1\r\nHost: a\r\n\(fields)\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n")
      let answer = try client.response()
      #expect(answer.status == status)
      #expect(answer.text == text)
      #expect(answer.fields["connection"] == "close")
      #expect(try client.rest().isEmpty)
      #expect(stand.handled.load(ordering: .relaxed) == 0)
    }
  }

  @Test(arguments: [
    ("GET /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", "GET /hello"),
    ("GET /kept HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", "kept"),
    ("GET /hello HTTP/1.0\r\n\r\n", "GET /hello"),
    ("GET /kept HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", "kept"),
    ("GET /kept HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\nGET /never HTTP/1.1\r\nHost: a\r\n\r\n", "kept"),
    ("GET /stream/three HTTP/1.0\r\n\r\n", "aaaaaaaaaaaaaaa"),
  ])
  func `A connection is closed when the client wants it`(_ text: String, _ body: String) async throws {
    try await serving { port, _ in
      let client = try Client(port: port)
      try client.send(text)
      let answer = try client.response()
      #expect(answer.text == body)
      #expect(answer.fields["connection"] == "close")
      #expect(answer.fields["transfer-encoding"] == nil)
      #expect(try client.rest().isEmpty)
    }
  }

  @Test func `A client that closes its sending side still gets its answers`() async throws {
    try await serving { port, stand in
      let client = try Client(port: port)
      try client.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\nGET /kept HTTP/1.1\r\nHost: a\r\n\r\n")
      client.finishSending()
      stand.release()
      #expect(try client.response().text == "waited")
      #expect(try client.response().text == "kept")
      #expect(try client.rest().isEmpty)
    }
  }
}

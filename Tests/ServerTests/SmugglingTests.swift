// Messages with ambiguous framing, over a socket: none of their bytes is taken for another request.

import Testing

@Suite struct SmugglingTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let title: String
    /// The text between the request line and the hidden request.
    let text: String
    let status: Int

    init(_ title: String, _ text: String, _ status: Int = 400) {
      (self.title, self.text, self.status) = (title, text, status)
    }

    var testDescription: String { title }
  }

  static let rows: [Row] = [
    Row("CL.TE", "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    Row("TE.CL", "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n5c\r\n"),
    Row("TE.TE", "Transfer-Encoding: chunked\r\nTransfer-Encoding: cow\r\n\r\n0\r\n\r\n"),
    Row("CL.CL", "Content-Length: 0\r\nContent-Length: 41\r\n\r\n"),
    Row("a list of lengths", "Content-Length: 0, 41\r\n\r\n"),
    Row("a length with a sign", "Content-Length: +0\r\n\r\n"),
    Row("a length with a space before its colon", "Content-Length : 41\r\n\r\n"),
    Row("a length behind a tab", "\tContent-Length: 41\r\n\r\n"),
    Row("a length behind a bare CR", "X: y\rContent-Length: 41\r\n\r\n"),
    Row("a length behind a bare LF", "X: y\nContent-Length: 41\r\n\r\n"),
    Row("a length behind a NUL", "X: y\0\r\nContent-Length: 41\r\n\r\n"),
    Row("a folded coding", "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n"),
    Row("a coding with a vertical tab", "Transfer-Encoding: \u{0B}chunked\r\n\r\n0\r\n\r\n"),
    Row("a coding not last", "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n"),
    Row("a coding unknown", "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501),
    Row("a chunk size with a bare LF", "Transfer-Encoding: chunked\r\n\r\n0\n\r\n"),
    Row("a chunk size with a sign", "Transfer-Encoding: chunked\r\n\r\n+0\r\n\r\n"),
    Row("a chunk size in C's hexadecimal", "Transfer-Encoding: chunked\r\n\r\n0x0\r\n\r\n"),
    Row("a chunk size beyond 64 bits", "Transfer-Encoding: chunked\r\n\r\n10000000000000000\r\n\r\n", 413),
    Row("a chunk extension with a bare LF", "Transfer-Encoding: chunked\r\n\r\n0;\n\r\n"),
    Row("a chunk longer than its size", "Transfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n"),
    Row("a length as a trailer", "Transfer-Encoding: chunked\r\n\r\n0\r\nContent-Length: 41\r\n\r\n"),
    Row("two hosts", "Host: b\r\n\r\n"),
    Row("an expectation unknown", "Expect: 200-maybe\r\nContent-Length: 41\r\n\r\n", 417),
  ]

  @Test(arguments: rows)
  func `Nothing after a doubtful message is read as a request`(_ row: Row) async throws {
    try await serving { port, stand in
      let client = try Client(port: port)
      try client.send("POST /echo HTTP/1.1\r\nHost: a\r\n" + row.text + "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n")
      let answer = try client.response()
      #expect(answer.status == row.status)
      #expect(answer.fields["connection"] == "close")
      #expect(try client.rest().isEmpty)
      #expect(stand.handled.load(ordering: .relaxed) == 0)
    }
  }
}

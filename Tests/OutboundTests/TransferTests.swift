// Transfers over real sockets: the request, the kept answer, and the text of each error.
import Foundation
import RunningNewsroom
import Testing

@testable import Outbound

@Suite("Transfers")
struct TransferTests {
  @Test("An answer keeps its status, its header lines in order with duplicates, and its body")
  func keepsAnswer() throws {
    let server = try RawServer(
      .send("HTTP/1.1 201 Created\r\nX-B: 1\r\nx-a:2 \r\nX-B: three\r\nContent-Length: 5\r\n\r\nhello"))
    let answer = try Transfer(url: server.url).perform(under: .loopback)
    #expect(answer.status == 201)
    #expect(
      answer.headers == [
        HeaderLine("X-B", "1"), HeaderLine("x-a", "2"), HeaderLine("X-B", "three"), HeaderLine("Content-Length", "5"),
      ])
    #expect(answer.text == "hello")
    #expect(!answer.isCut)
    #expect(answer.header("X-A") == "2")
  }

  @Test(
    "Method, target, header lines and body go out as given",
    arguments: [
      ("GET", nil, "GET /a/../b?q=%20 HTTP/1.1", nil),
      ("HEAD", nil, "HEAD /a/../b?q=%20 HTTP/1.1", nil),
      ("OPTIONS", nil, "OPTIONS /a/../b?q=%20 HTTP/1.1", nil),
      ("DELETE", nil, "DELETE /a/../b?q=%20 HTTP/1.1", nil),
      ("POST", "", "POST /a/../b?q=%20 HTTP/1.1", "Content-Length: 0"),
      ("POST", "één\0", "POST /a/../b?q=%20 HTTP/1.1", "Content-Length: 6"),
      ("PUT", "x", "PUT /a/../b?q=%20 HTTP/1.1", "Content-Length: 1"),
      ("PATCH", "xy", "PATCH /a/../b?q=%20 HTTP/1.1", "Content-Length: 2"),
      ("DELETE", "xyz", "DELETE /a/../b?q=%20 HTTP/1.1", "Content-Length: 3"),
    ])
  func sends(_ method: String, _ body: String?, _ line: String, _ length: String?) throws {
    let server = try RawServer(.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"))
    let transfer = Transfer(
      method: method, url: server.url + "a/../b?q=%20",
      headers: [HeaderLine("X-One", "1"), HeaderLine("X-Empty", ""), HeaderLine("X-One", "2")],
      body: body.map { Array($0.utf8) })
    let answer = try transfer.perform(under: .loopback)
    #expect(answer.status == 200)
    let request = try #require(server.requests.first)
    let parts = request.components(separatedBy: "\r\n\r\n")
    let head = parts[0].components(separatedBy: "\r\n")
    #expect(head.first == line)
    #expect(
      head.filter { $0.hasPrefix("X-") }.map { $0.trimmingCharacters(in: .whitespaces) }
        == ["X-One: 1", "X-Empty:", "X-One: 2"])
    #expect(head.first { $0.hasPrefix("Content-Length") } == length)
    #expect(!head.contains { $0.hasPrefix("Expect") || $0.hasPrefix("Content-Type") })
    #expect(head.contains("Host: 127.0.0.1:\(server.port)"))
    #expect(parts[1] == body ?? "")
  }

  @Test("The answer to HEAD has a length and no body")
  func head() throws {
    let server = try RawServer(.send("HTTP/1.1 200 OK\r\nContent-Length: 70000\r\n\r\n"))
    let answer = try Transfer(method: "HEAD", url: server.url).perform(under: .loopback)
    #expect(answer.header("content-length") == "70000")
    #expect(answer.body.isEmpty)
  }

  @Test("Interim answers and trailers are not treated as the head")
  func interimAnswers() throws {
    let server = try RawServer(
      .send("HTTP/1.1 100 Continue\r\nX-Interim: 1\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"),
      .send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Late\r\n\r\n"),
      .send("3\r\nabc\r\n2\r\nde\r\n0\r\nX-Late: 1\r\n\r\n"), .close)
    let answer = try Transfer(url: server.url).perform(under: .loopback)
    #expect(answer.status == 200)
    #expect(answer.headers.map(\.name) == ["Transfer-Encoding", "Trailer"])
    #expect(answer.text == "abcde")
  }

  @Test("An endless body is cut at the limit, and one of exactly that size is whole")
  func cutsBody() throws {
    let endless = try RawServer(.send("HTTP/1.1 200 OK\r\n\r\n"), .sendForever(String(repeating: "x", count: 1_000)))
    let cut = try Transfer(url: endless.url, maximumBodyBytes: 1_024).perform(under: .loopback)
    #expect(cut.status == 200)
    #expect(cut.body.count == 1_024)
    #expect(cut.isCut)
    let exact = try RawServer(.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabcd"))
    let whole = try Transfer(url: exact.url, maximumBodyBytes: 4).perform(under: .loopback)
    #expect(whole.text == "abcd")
    #expect(!whole.isCut)
  }

  @Test("A redirect is an answer, and is not followed", arguments: [301, 302, 303, 307, 308])
  func doesNotFollow(_ status: Int) throws {
    let elsewhere = try RawServer(.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"))
    let server = try RawServer(
      .send("HTTP/1.1 \(status) Elsewhere\r\nLocation: \(elsewhere.url)\r\nContent-Length: 0\r\n\r\n"))
    let answer = try Transfer(url: server.url).perform(under: .loopback)
    #expect(answer.status == status)
    #expect(answer.header("location") == elsewhere.url)
    #expect(elsewhere.connections == 0)
  }

  @Test("A server that never answers, or never finishes, runs out of time")
  func timesOut() throws {
    // A server that gives up first would be another error.
    let silent = try RawServer(.wait(seconds: 60), .close)
    let slow = try RawServer(
      .send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"), .wait(seconds: 60), .close)
    for server in [silent, slow] {
      #expect(throws: TransferError.timedOut) {
        try Transfer(url: server.url, timeout: .milliseconds(200)).perform(under: .loopback)
      }
    }
  }

  @Test(
    "An answer that is not HTTP, or breaks off, is a fault",
    arguments: [
      ("SSH-2.0-OpenSSH_9.2\r\n", "invalid answer: "), ("", "invalid answer: "),
      ("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc", "the transfer failed: "),
      ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "the transfer failed: "),
      (
        "HTTP/1.1 200 OK\r\n" + String(repeating: "X-Long: abcdefghijklmnopqrstuvwxyz\r\n", count: 2_000),
        "invalid answer"
      ),
    ])
  func faultyAnswers(_ bytes: String, _ reason: String) throws {
    let server = try RawServer(.send(bytes), .close)
    let error = #expect(throws: TransferError.self) {
      try Transfer(url: server.url, timeout: .seconds(2)).perform(under: .loopback)
    }
    #expect(error?.description.hasPrefix(reason) == true, "\(String(describing: error))")
    #expect(error?.description.contains("\n") == false)
  }

  @Test("A port without a listener is unreachable, and plain text is no secure connection")
  func connectionFaults() throws {
    let gone = try RawServer()
    gone.stop()
    let unreachable = #expect(throws: TransferError.self) { try Transfer(url: gone.url).perform(under: .loopback) }
    #expect(unreachable?.description.hasPrefix("no connection: ") == true, "\(String(describing: unreachable))")
    let plain = try RawServer(.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"))
    let insecure = #expect(throws: TransferError.self) {
      try Transfer(url: "https://127.0.0.1:\(plain.port)/", timeout: .seconds(2)).perform(under: .loopback)
    }
    #expect(insecure?.description.hasPrefix("no secure connection: ") == true, "\(String(describing: insecure))")
  }

  @Test(
    "What would break a request's lines is not sent",
    arguments: [
      ("G ET", "X-A", "1", "the method “G ET”"), ("", "X-A", "1", "the method “”"),
      ("GET", "X A", "1", "the header “X A”"), ("GET", "", "1", "the header “”"),
      ("GET", "X-A", "1\r\nX-B: 2", "the header “X-A”"), ("GET", "X-A", "1\0", "the header “X-A”"),
    ])
  func refusesBrokenLines(_ method: String, _ name: String, _ value: String, _ what: String) throws {
    let server = try RawServer(.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"))
    #expect(throws: TransferError.malformedRequest(what)) {
      try Transfer(method: method, url: server.url, headers: [HeaderLine(name, value)]).perform(under: .loopback)
    }
    #expect(server.connections == 0)
  }

  @Test("A connection is kept from transfer to transfer, and nothing else is")
  func reusesConnection() throws {
    let server = try RawServer(.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"))
    var transfers = try Transfers(rules: .loopback, connections: 1)
    let post = Transfer(method: "POST", url: server.url, headers: [HeaderLine("X-Once", "1")], body: [65])
    for transfer in [post, Transfer(url: server.url), Transfer(url: server.url)] {
      #expect(try transfers.perform(transfer).text == "ok")
    }
    #expect(server.connections == 1)
    #expect(server.requests.map { $0.prefix { $0 != " " } } == ["POST", "GET", "GET"])
    #expect(server.requests.dropFirst().allSatisfy { !$0.contains("X-Once") && !$0.contains("Content-Length") })
  }
}

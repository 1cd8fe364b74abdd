// Framing: where a request ends, and requests whose end is ambiguous.

import HTTP
import Testing

@Suite struct FramingTests {
  static let lengths: [HeadCase] = [
    HeadCase("a length", "RFC 9110 8.6", post("Content-Length: 5\r\n"), .accepted),
    HeadCase("zero", "RFC 9110 8.6", post("Content-Length: 0\r\n"), .accepted),
    HeadCase("leading zeros", "RFC 9110 8.6", post("Content-Length: 0005\r\n"), .accepted),
    HeadCase("no length at all", "RFC 9112 6.3", post(""), .accepted),
    HeadCase("with GET", "RFC 9110 9.3.1", get("Content-Length: 5\r\n"), .accepted),
    HeadCase("an empty length", "RFC 9110 8.6", post("Content-Length:\r\n"), bad),
    HeadCase("a plus sign", "RFC 9110 8.6", post("Content-Length: +5\r\n"), bad),
    HeadCase("a minus sign", "RFC 9110 8.6", post("Content-Length: -5\r\n"), bad),
    HeadCase("hexadecimal", "RFC 9110 8.6", post("Content-Length: 0x5\r\n"), bad),
    HeadCase("a fraction", "RFC 9110 8.6", post("Content-Length: 5.0\r\n"), bad),
    HeadCase("an underscore", "RFC 9110 8.6", post("Content-Length: 1_0\r\n"), bad),
    HeadCase("a space within", "RFC 9110 8.6", post("Content-Length: 1 0\r\n"), bad),
    HeadCase("a list of equal numbers", "RFC 9112 6.3", post("Content-Length: 5, 5\r\n"), bad),
    HeadCase("a list of different numbers", "RFC 9112 6.3", post("Content-Length: 5, 6\r\n"), bad),
    HeadCase(
      "twice the same", "RFC 9112 6.3", post("Content-Length: 5\r\nContent-Length: 5\r\n"), bad),
    HeadCase("twice", "RFC 9112 6.3", post("Content-Length: 5\r\nContent-Length: 6\r\n"), bad),
    HeadCase("twice zero", "RFC 9112 6.3", post("Content-Length: 0\r\nContent-Length: 0\r\n"), bad),
    HeadCase("beyond 64 bits", "RFC 9110 8.6", post("Content-Length: 18446744073709551621\r\n"), bad),
    HeadCase("far beyond", "RFC 9110 8.6", post("Content-Length: " + String(repeating: "9", count: 99) + "\r\n"), bad),
    HeadCase("more than may be", "RFC 9110 15.5.14", post("Content-Length: 262145\r\n"), tooLarge),
    HeadCase("as much as may be", "RFC 9110 15.5.14", post("Content-Length: 262144\r\n"), .accepted),
    HeadCase(
      "more, with a token", "RFC 9110 15.5.14", post("Authorization: Bearer x\r\nContent-Length: 1048576\r\n"),
      .accepted),
    HeadCase(
      "too much with a token", "RFC 9110 15.5.14", post("Authorization: Bearer x\r\nContent-Length: 1048577\r\n"),
      tooLarge),
  ]

  static let codings: [HeadCase] = [
    HeadCase("chunked", "RFC 9112 7.1", post("Transfer-Encoding: chunked\r\n"), .accepted),
    HeadCase("chunked in any case", "RFC 9112 7", post("Transfer-Encoding: CHUNKED\r\n"), .accepted),
    HeadCase("with Content-Length", "RFC 9112 6.3", post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"), bad),
    HeadCase(
      "with Content-Length behind", "RFC 9112 6.3", post("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n"), bad),
    HeadCase("in HTTP/1.0", "RFC 9112 6.1", post("Transfer-Encoding: chunked\r\n", version: "HTTP/1.0"), bad),
    HeadCase("twice chunked", "RFC 9112 6.1", post("Transfer-Encoding: chunked, chunked\r\n"), bad),
    HeadCase("on two lines", "RFC 9112 6.1", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"), bad),
    HeadCase("not last", "RFC 9112 6.3", post("Transfer-Encoding: chunked, gzip\r\n"), bad),
    HeadCase(
      "not last, on two lines", "RFC 9112 6.3", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n"),
      bad),
    HeadCase("identity", "RFC 9112 6.3", post("Transfer-Encoding: identity\r\n"), bad),
    HeadCase("something like chunked", "RFC 9112 6.3", post("Transfer-Encoding: xchunked\r\n"), bad),
    HeadCase("chunked with a parameter", "RFC 9112 7.1", post("Transfer-Encoding: chunked;a=b\r\n"), bad),
    HeadCase("behind a vertical tab", "RFC 9110 5.5", post("Transfer-Encoding: \u{0B}chunked\r\n"), badField),
    HeadCase("folded", "RFC 9112 5.2", post("Transfer-Encoding:\r\n chunked\r\nContent-Length: 5\r\n"), badField),
    HeadCase("with an underscore", "RFC 9110 5.1", post("Transfer_Encoding: chunked\r\n"), .accepted),
    HeadCase("a length behind a bare CR", "RFC 9112 2.2", post("A: b\rContent-Length: 5\r\n"), badField),
    HeadCase(
      "a length named by Connection", "RFC 9110 7.6.1", post("Connection: Content-Length\r\nContent-Length: 5\r\n"),
      .accepted),
    HeadCase("quoted", "RFC 9112 7", post("Transfer-Encoding: \"chunked\"\r\n"), bad),
    HeadCase("empty", "RFC 9112 6.3", post("Transfer-Encoding:\r\n"), bad),
    HeadCase("a leading comma", "RFC 9110 5.6.1", post("Transfer-Encoding: , chunked\r\n"), bad),
    HeadCase("a trailing comma", "RFC 9110 5.6.1", post("Transfer-Encoding: chunked,\r\n"), bad),
    HeadCase(
      "with a vertical tab", "RFC 9110 5.5", post("Transfer-Encoding:\u{0B}chunked\r\n"), .refused(400, .malformedField)
    ),
    HeadCase(
      "with a space in its name", "RFC 9112 5.1", post("Transfer-Encoding : chunked\r\n"),
      .refused(400, .malformedField)),
    HeadCase(
      "an unknown coding beneath", "RFC 9112 6.1", post("Transfer-Encoding: gzip, chunked\r\n"),
      .refused(501, .unsupportedTransferCoding)),
  ]

  static let expectations: [HeadCase] = [
    HeadCase("100-continue", "RFC 9110 10.1.1", post("Content-Length: 5\r\nExpect: 100-continue\r\n"), .accepted),
    HeadCase("in any case", "RFC 9110 10.1.1", post("Content-Length: 5\r\nExpect: 100-Continue\r\n"), .accepted),
    HeadCase("without content", "RFC 9110 10.1.1", get("Expect: 100-continue\r\n"), .accepted),
    HeadCase("another", "RFC 9110 10.1.1", post("Expect: 200-ok\r\n"), .refused(417, .unknownExpectation)),
    HeadCase("two", "RFC 9110 10.1.1", post("Expect: 100-continue, x\r\n"), .refused(417, .unknownExpectation)),
    HeadCase("another in HTTP/1.0", "RFC 9110 10.1.1", post("Expect: x\r\n", version: "HTTP/1.0"), .accepted),
    HeadCase(
      "too much content", "RFC 9110 10.1.1", post("Content-Length: 999999\r\nExpect: 100-continue\r\n"), tooLarge),
    HeadCase(
      "too much content for anyone", "RFC 9110 15.5.14", post("Content-Length: 1048577\r\nCookie: a=b\r\n"), tooLarge),
    HeadCase("an upgrade", "RFC 9110 7.8", get("Connection: upgrade\r\nUpgrade: h2c\r\n"), .accepted),
  ]

  static let bad = HeadCase.Expected.refused(400, .badFraming)
  static let badField = HeadCase.Expected.refused(400, .malformedField)
  static let tooLarge = HeadCase.Expected.refused(413, .bodyTooLarge)

  @Test(arguments: lengths + codings + expectations)
  func `A request with a doubtful end is refused, whole or in pieces`(_ row: HeadCase) {
    check(row)
  }

  @Test(arguments: [
    ("", RequestHead.Framing.none), ("Content-Length: 0\r\n", .none), ("Content-Length: 12\r\n", .length(12)),
    ("Transfer-Encoding: chunked\r\n", .chunked),
  ])
  func `The fields decide the framing`(_ fields: String, _ framing: RequestHead.Framing) {
    var head = RequestHead()
    _ = head.parse(Array(post(fields).utf8).span, from: 0, limits: Limits())
    #expect(head.framing == framing)
  }

  @Test(arguments: [
    ("Content-Length: 262144\r\n", false), ("Content-Length: 262144\r\nCookie: a=b\r\n", false),
    ("Content-Length: 262145\r\nCookie: a=b\r\n", true), ("Content-Length: 1048576\r\nAuthorization: x\r\n", true),
    ("Transfer-Encoding: chunked\r\n", false), ("Transfer-Encoding: chunked\r\nCookie: a=b\r\n", true),
    ("Cookie: a=b\r\n", false), ("Authorization: x\r\n", false),
  ])
  func `Credentials are checked when the content may exceed the anonymous limit`(_ fields: String, _ asks: Bool) {
    var head = RequestHead()
    _ = head.parse(Array(post(fields).utf8).span, from: 0, limits: Limits())
    #expect(head.needsValidCredentials == asks)
    _ = head.parse(Array(post("").utf8).span, from: 0, limits: Limits())
    let asksAgain = head.needsValidCredentials
    #expect(!asksAgain)
  }

  @Test(arguments: [
    ("GET / HTTP/1.1\r\nHost: a\r\n\r\n", false), ("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", true),
    ("GET / HTTP/1.1\r\nHost: a\r\nConnection: x, CLOSE\r\n\r\n", true),
    ("GET / HTTP/1.1\r\nHost: a\r\nConnection: keep-alive\r\n\r\n", false),
    ("GET / HTTP/1.0\r\n\r\n", true), ("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", true),
  ])
  func `A connection ends as the version and Connection say`(_ text: String, _ closes: Bool) {
    var head = RequestHead()
    _ = head.parse(Array(text.utf8).span, from: 0, limits: Limits())
    #expect(head.closes == closes)
  }

  @Test func `The second of two requests is parsed where the first ended`() {
    let first = Array(get("").utf8)
    let both = first + Array("HEAD /b HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
    var head = RequestHead()
    #expect(head.parse(both.span, from: 0, limits: Limits()) == .complete(end: first.count))
    #expect(head.parse(both.span, from: first.count, limits: Limits()) == .complete(end: both.count))
    #expect(head.method == .head)
    #expect(head.request(from: both.span, client: "", key: nil).path == "/b")
  }

  @Test(arguments: [
    (get(""), true), (get("Authorization: Bearer x\r\n"), false), (get("Cookie: a=b\r\n"), false),
    (get("Content-Length: 1\r\n"), false), (get("Content-Length: 0\r\n"), true), (post(""), false),
    ("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n", true), ("OPTIONS / HTTP/1.1\r\nHost: a\r\n\r\n", false),
  ])
  func `An answer is shareable when nothing in the request is personal`(_ text: String, _ isShareable: Bool) {
    var head = RequestHead()
    _ = head.parse(Array(text.utf8).span, from: 0, limits: Limits())
    #expect(head.isShareable == isShareable)
  }
}

// Field lines and Host.

import HTTP
import HTTPTypes
import Testing

@Suite struct FieldTests {
  static let fields: [HeadCase] = [
    HeadCase("no space behind the colon", "RFC 9112 5", get("A:b\r\n"), .accepted),
    HeadCase("blanks around a value", "RFC 9112 5.1", get("A: \t b \t \r\n"), .accepted),
    HeadCase("an empty value", "RFC 9110 5.5", get("A:\r\n"), .accepted),
    HeadCase("a value of blanks", "RFC 9110 5.5", get("A:  \t\r\n"), .accepted),
    HeadCase("a byte above ASCII in a value", "RFC 9110 5.5", get("A: caf\u{E9}\r\n"), .accepted),
    HeadCase("every token character in a name", "RFC 9110 5.1", get("!#$%&'*+-.^_`|~09azAZ: b\r\n"), .accepted),
    HeadCase("a space before the colon", "RFC 9112 5.1", get("A : b\r\n"), malformed),
    HeadCase("a tab before the colon", "RFC 9112 5.1", get("A\t: b\r\n"), malformed),
    HeadCase("a folded line", "RFC 9112 5.2", get("A: b\r\n c\r\n"), malformed),
    HeadCase("a line folded with a tab", "RFC 9112 5.2", get("A: b\r\n\tc\r\n"), malformed),
    HeadCase(
      "a space before the first field", "RFC 9112 2.2", "GET / HTTP/1.1\r\n Host: a\r\n\r\n", malformed),
    HeadCase("an empty name", "RFC 9110 5.1", get(": b\r\n"), malformed),
    HeadCase("a line without a colon", "RFC 9112 5", get("abc\r\n"), malformed),
    HeadCase("a name with a parenthesis", "RFC 9110 5.1", get("A(b): c\r\n"), malformed),
    HeadCase("a name above ASCII", "RFC 9110 5.1", get("Caf\u{E9}: c\r\n"), malformed),
    HeadCase("a NUL in a name", "RFC 9110 5.1", get("A\0: b\r\n"), malformed),
    HeadCase("a NUL in a value", "RFC 9110 5.5", get("A: b\0c\r\n"), malformed),
    HeadCase("a control character in a value", "RFC 9110 5.5", get("A: b\u{08}\r\n"), malformed),
    HeadCase("a DEL in a value", "RFC 9110 5.5", get("A: b\u{7F}\r\n"), malformed),
    HeadCase("a bare CR in a value", "RFC 9112 2.2", get("A: b\rc\r\n"), malformed),
    HeadCase("a bare LF in a value", "RFC 9112 2.2", get("A: b\nC: d\r\n"), malformed),
    HeadCase("a bare LF as the empty line", "RFC 9112 2.2", "GET / HTTP/1.1\r\nHost: a\r\n\n", malformed),
    HeadCase("a bare CR as the empty line", "RFC 9112 2.2", "GET / HTTP/1.1\r\nHost: a\r\n\rx", malformed),
    HeadCase("no empty line yet", "RFC 9112 2.1", "GET / HTTP/1.1\r\nHost: a\r\n", .incomplete),
  ]

  static let hosts: [HeadCase] = [
    HeadCase("a name and a port", "RFC 9110 7.2", host("a.example:8080"), .accepted),
    HeadCase("an IPv4 address", "RFC 9110 7.2", host("127.0.0.1:8080"), .accepted),
    HeadCase("an IPv6 address", "RFC 3986 3.2.2", host("[2001:db8::1]:80"), .accepted),
    HeadCase("an empty port", "RFC 3986 3.2.3", host("a:"), .accepted),
    HeadCase("an IPv6 address with a zone", "RFC 3986 3.2.2", host("[fe80::1%25eth0]"), badHost),
    HeadCase("an address of a later version", "RFC 3986 3.2.2", host("[v1.a]"), badHost),
    HeadCase("too many groups", "RFC 3986 3.2.2", host("[1:2:3:4:5:6:7:8:9]"), badHost),
    HeadCase("an IPv4 address in brackets", "RFC 3986 3.2.2", host("[127.0.0.1]"), badHost),
    HeadCase("an IPv4 address within an IPv6 one", "RFC 3986 3.2.2", host("[::ffff:127.0.0.1]:80"), .accepted),
    HeadCase("empty brackets", "RFC 3986 3.2.2", host("[]"), badHost),
    HeadCase("two ports", "RFC 3986 3.2.3", host("a:80:80"), badHost),
    HeadCase("a query", "RFC 9110 7.2", host("a?b"), badHost),
    HeadCase("a fragment", "RFC 9110 7.2", host("a#b"), badHost),
    HeadCase("an address of the web", "RFC 9110 7.2", host("http://a"), badHost),
    HeadCase("none", "RFC 9112 3.2", "GET / HTTP/1.1\r\n\r\n", badHost),
    HeadCase("none, in HTTP/1.0", "RFC 9112 3.2", "GET / HTTP/1.0\r\n\r\n", .accepted),
    HeadCase("two", "RFC 9112 3.2", get("Host: b\r\n"), badHost),
    HeadCase("the same twice", "RFC 9112 3.2", get("Host: a\r\n"), badHost),
    HeadCase("two in HTTP/1.0", "RFC 9112 3.2", get("Host: b\r\n", version: "HTTP/1.0"), badHost),
    HeadCase("two with an absolute target", "RFC 9112 3.2.2", get("Host: b\r\n", target: "http://a/"), badHost),
    HeadCase("none with an absolute target", "RFC 9112 3.2.2", "GET http://a/ HTTP/1.1\r\n\r\n", badHost),
    HeadCase("an empty one", "RFC 9110 4.2.1", host(""), badHost),
    HeadCase("a port alone", "RFC 9110 4.2.1", host(":80"), badHost),
    HeadCase("user information", "RFC 9110 7.2", host("u@a"), badHost),
    HeadCase("a path", "RFC 9110 7.2", host("a/b"), badHost),
    HeadCase("a space", "RFC 9110 7.2", host("a b"), badHost),
    HeadCase("a list", "RFC 9110 7.2", host("a, b"), badHost),
    HeadCase("a port of letters", "RFC 3986 3.2.3", host("a:http"), badHost),
    HeadCase("a port too high", "RFC 3986 3.2.3", host("a:65536"), badHost),
    HeadCase("an open bracket", "RFC 3986 3.2.2", host("[::1"), badHost),
    HeadCase("something behind the bracket", "RFC 3986 3.2.2", host("[::1]x"), badHost),
    HeadCase("a byte above ASCII", "RFC 3986 3.2.2", host("caf\u{E9}"), badHost),
    HeadCase("a bad escape", "RFC 3986 2.1", host("a%2"), badHost),
  ]

  static let malformed = HeadCase.Expected.refused(400, .malformedField)
  static let badHost = HeadCase.Expected.refused(400, .badHost)

  static func host(_ value: String) -> String { "GET / HTTP/1.1\r\nHost: \(value)\r\n\r\n" }

  @Test(arguments: fields + hosts)
  func `Field lines follow their grammar, whole or in pieces`(_ row: HeadCase) {
    check(row)
  }

  @Test func `Field lines have a limit in number`() {
    var limits = Limits()
    limits.fields = 3
    check(HeadCase("at the limit", "RFC 6585 5", get("A: b\r\nC: d\r\n"), .accepted), limits: limits)
    let row = HeadCase("beyond", "RFC 6585 5", get("A: b\r\nC: d\r\nE: f\r\n"), .refused(431, .tooManyFields))
    check(row, limits: limits)
  }

  @Test func `Field lines have a limit in bytes`() {
    var limits = Limits()
    limits.headerBlock = 40
    let fits = get("A: " + String(repeating: "b", count: 40 - 9 - 5 - 2) + "\r\n")
    check(HeadCase("at the limit", "RFC 6585 5", fits, .accepted), limits: limits)
    let long = get("A: " + String(repeating: "b", count: 25) + "\r\n")
    check(HeadCase("beyond", "RFC 6585 5", long, .refused(431, .headerTooLarge)), limits: limits)
    let endless = "GET / HTTP/1.1\r\nA: " + String(repeating: "b", count: 60)
    check(HeadCase("without end", "RFC 6585 5", endless, .refused(431, .headerTooLarge)), limits: limits)
  }

  @Test func `A refusal names the limit and its number`() {
    var head = RequestHead()
    var limits = Limits()
    limits.fields = 2
    let text = Array(get("A: b\r\nC: d\r\n").utf8)
    let outcome = head.parse(text.span, from: 0, limits: limits)
    guard case .refused(let refusal) = outcome else {
      Issue.record("not refused")
      return
    }
    #expect(refusal.limit == Refusal.Limit("fields", 2, "field lines"))
  }

  @Test func `The values of fields have no blanks around them`() throws {
    let made = try #require(request(get("Accept:  text/html\t\r\nX-Thing: 1\r\nx-thing: 2\r\nCookie: a=b\r\n")))
    #expect(made.fields[.accept] == "text/html")
    #expect(made.fields[.cookie] == "a=b")
    let name = try #require(HTTPField.Name("X-Thing"))
    #expect(made.fields[values: name] == ["1", "2"])
    #expect(made.client == "192.0.2.1")
  }

  @Test func `An invalid field name in the code stops the program`() async {
    #expect(HTTPField.Name(static: "Referrer-Policy") == HTTPField.Name("referrer-policy"))
    await #expect(processExitsWith: .failure) { _ = HTTPField.Name(static: "Referrer Policy") }
  }

  @Test(arguments: [
    ("", false), ("gzip", true), ("GZIP", true), ("deflate, gzip;q=0.5", true), ("gzip;q=0", false),
    ("gzip; q=0.000", false), ("*", true), ("*;q=0", false), ("identity", false), ("gzip;q=0.5, identity", false),
    ("br, *;q=0.1", true), ("gzip;q=0, *", false), ("x-gzip", true), ("gzip;q=banana", false), ("gzipped", false),
    ("gzip;Q=0", false), ("gzip;q=7", false), ("gzip;q=banana, *", true), ("gzip;level=9;q=0", false),
  ])
  func `gzip is accepted as the weights of Accept-Encoding say`(_ value: String, _ isAccepted: Bool) {
    let text = Array(get("Accept-Encoding: \(value)\r\n").utf8)
    var head = RequestHead()
    _ = head.parse(text.span, from: 0, limits: Limits())
    #expect(head.acceptsGzip == isAccepted)
    #expect(Request(fields: [.acceptEncoding: value]).acceptsGzip == isAccepted)
  }
}

// The request line: methods, targets and versions.

import HTTP
import Testing

@Suite struct RequestLineTests {
  static let lines: [HeadCase] = [
    HeadCase("a request without content", "RFC 9112 2.1", get(""), .accepted),
    HeadCase("an empty line before the request line", "RFC 9112 2.2", "\r\n" + get(""), .accepted),
    HeadCase("two empty lines before it", "RFC 9112 2.2", "\r\n\r\n" + get(""), .accepted),
    HeadCase("eight of them", "RFC 9112 2.2", String(repeating: "\r\n", count: 8) + get(""), .accepted),
    HeadCase("nine of them", "RFC 9112 2.2", String(repeating: "\r\n", count: 9) + get(""), malformed),
    HeadCase("a bare CR among them", "RFC 9112 2.2", "\r\n\r" + get(""), malformed),
    HeadCase("a bare LF before it", "RFC 9112 2.2", "\n" + get(""), malformed),
    HeadCase("a bare CR before it", "RFC 9112 2.2", "\r" + get(""), malformed),
    HeadCase("a byte order mark before it", "RFC 9112 2.2", "\u{EF}\u{BB}\u{BF}" + get(""), malformed),
    HeadCase("a space before the method", "RFC 9112 3", " " + get(""), malformed),
    HeadCase("a line that ends with a bare LF", "RFC 9112 2.2", "GET / HTTP/1.1\nHost: a\r\n\r\n", malformed),
    HeadCase("a bare CR within the line", "RFC 9112 2.2", "GET /\r HTTP/1.1\r\nHost: a\r\n\r\n", badTarget),
    HeadCase("two spaces after the method", "RFC 9112 3", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n", malformed),
    HeadCase("two spaces after the target", "RFC 9112 3", "GET /  HTTP/1.1\r\nHost: a\r\n\r\n", malformed),
    HeadCase("a tab for a space", "RFC 9112 3", "GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n", malformed),
    HeadCase("a tab after the target", "RFC 9112 3", "GET /\tHTTP/1.1\r\nHost: a\r\n\r\n", badTarget),
    HeadCase("a space at the end", "RFC 9112 3", "GET / HTTP/1.1 \r\nHost: a\r\n\r\n", malformed),
    HeadCase("no target", "RFC 9112 3", "GET HTTP/1.1\r\nHost: a\r\n\r\n", badTarget),
    HeadCase("an empty target", "RFC 9112 3", "GET  HTTP/1.1\r\nHost: a\r\n\r\n", malformed),
    HeadCase("no version, as in HTTP/0.9", "RFC 9112 3", "GET /\r\n", badTarget),
    HeadCase("an empty method", "RFC 9112 3.1", " / HTTP/1.1\r\nHost: a\r\n\r\n", malformed),
    HeadCase("garbage", "RFC 9112 2.2", "\u{16}\u{03}\u{01}\u{02}\u{00}", malformed),
    HeadCase("nothing", "RFC 9112 2.1", "", .incomplete),
    HeadCase("half a line", "RFC 9112 2.1", "GET / HTT", .incomplete),
  ]

  static let versions: [HeadCase] = [
    HeadCase("HTTP/1.0", "RFC 9112 2.3", "GET / HTTP/1.0\r\n\r\n", .accepted),
    HeadCase("HTTP/1.2", "RFC 9110 15.6.6", get("", version: "HTTP/1.2"), badVersion),
    HeadCase("HTTP/2.0", "RFC 9110 15.6.6", get("", version: "HTTP/2.0"), badVersion),
    HeadCase("HTTP/0.9", "RFC 9110 15.6.6", get("", version: "HTTP/0.9"), badVersion),
    HeadCase("the preface of HTTP/2", "RFC 9113 3.4", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", badVersion),
    HeadCase("lower case", "RFC 9112 2.3", get("", version: "http/1.1"), malformed),
    HeadCase("a leading zero", "RFC 9112 2.3", get("", version: "HTTP/01.1"), malformed),
    HeadCase("two digits behind the dot", "RFC 9112 2.3", get("", version: "HTTP/1.10"), malformed),
    HeadCase("no dot", "RFC 9112 2.3", get("", version: "HTTP/1"), malformed),
    HeadCase("another protocol", "RFC 9112 2.3", get("", version: "HTTPS/1.1"), malformed),
    HeadCase("a version of letters", "RFC 9112 2.3", get("", version: "HTTP/x.y"), malformed),
  ]

  static let methods: [HeadCase] = [
    HeadCase("HEAD", "RFC 9110 9.3.2", "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n", .accepted),
    HeadCase("PATCH", "RFC 5789 2", "PATCH / HTTP/1.1\r\nHost: a\r\n\r\n", .accepted),
    HeadCase("DELETE", "RFC 9110 9.3.5", "DELETE / HTTP/1.1\r\nHost: a\r\n\r\n", .accepted),
    HeadCase("a lower-case method", "RFC 9110 9.1", "get / HTTP/1.1\r\nHost: a\r\n\r\n", unknownMethod),
    HeadCase("an unknown method", "RFC 9110 9.1", "FOO / HTTP/1.1\r\nHost: a\r\n\r\n", unknownMethod),
    HeadCase("QUERY", "RFC 9110 15.5.6", "QUERY / HTTP/1.1\r\nHost: a\r\n\r\n", .accepted),
    HeadCase("TRACE", "RFC 9110 9.3.8", "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n", .accepted),
    HeadCase("CONNECT", "RFC 9110 9.3.6", "CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n", unknownMethod),
    HeadCase("CONNECT to a path", "RFC 9112 3.2.3", "CONNECT / HTTP/1.1\r\nHost: a\r\n\r\n", unknownMethod),
    HeadCase("TRACE of everything", "RFC 9110 9.3.8", "TRACE * HTTP/1.1\r\nHost: a\r\n\r\n", badTarget),
    HeadCase("CONNECT without a port", "RFC 9112 3.2.3", "CONNECT a HTTP/1.1\r\nHost: a\r\n\r\n", badTarget),
    HeadCase("a method with a comma", "RFC 9110 9.1", "GE,T / HTTP/1.1\r\nHost: a\r\n\r\n", malformed),
    HeadCase("a method with a NUL", "RFC 9110 9.1", "GE\0T / HTTP/1.1\r\nHost: a\r\n\r\n", malformed),
  ]

  static let targets: [HeadCase] = [
    HeadCase("a query", "RFC 9112 3.2.1", get("", target: "/releases?q=audi&lang=nl"), .accepted),
    HeadCase("an empty query", "RFC 9112 3.2.1", get("", target: "/releases?"), .accepted),
    HeadCase("a question mark in a query", "RFC 3986 3.4", get("", target: "/?a?b"), .accepted),
    HeadCase("escapes", "RFC 3986 2.1", get("", target: "/x%20y?q=%C3%A9"), .accepted),
    HeadCase("an encoded slash", "RFC 3986 2.2", get("", target: "/a%2Fb"), .accepted),
    HeadCase("empty segments", "RFC 3986 3.3", get("", target: "//a//"), .accepted),
    HeadCase("what browsers send bare in a query", "WHATWG URL", get("", target: "/?a=[1]{2}|3^4"), .accepted),
    HeadCase("an absolute target", "RFC 9112 3.2.2", get("", target: "http://a.example/x?y"), .accepted),
    HeadCase("an absolute target without a path", "RFC 9110 4.2.3", get("", target: "http://a.example"), .accepted),
    HeadCase("https in any case", "RFC 3986 3.1", get("", target: "HTTPS://a.example:443/"), .accepted),
    HeadCase("an IPv6 host", "RFC 3986 3.2.2", get("", target: "http://[::1]:8080/"), .accepted),
    HeadCase("another scheme", "RFC 9110 4.2", get("", target: "ftp://a.example/"), badTarget),
    HeadCase("an empty host", "RFC 9110 4.2.1", get("", target: "http:///x"), badTarget),
    HeadCase("user information", "RFC 9110 4.2.4", get("", target: "http://u:p@a.example/"), badTarget),
    HeadCase("an authority with GET", "RFC 9112 3.2.3", get("", target: "a.example:80"), badTarget),
    HeadCase("an asterisk with GET", "RFC 9112 3.2.4", get("", target: "*"), badTarget),
    HeadCase("an asterisk with OPTIONS", "RFC 9112 3.2.4", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", .accepted),
    HeadCase("a relative path", "RFC 9112 3.2.1", get("", target: "releases"), badTarget),
    HeadCase("a fragment", "RFC 9112 3.2", get("", target: "/a#b"), badTarget),
    HeadCase("a fragment in a query", "RFC 9112 3.2", get("", target: "/a?b#c"), badTarget),
    HeadCase("a control character", "RFC 3986 2", get("", target: "/a\u{01}"), badTarget),
    HeadCase("a NUL", "RFC 3986 2", get("", target: "/a\0b"), badTarget),
    HeadCase("a DEL", "RFC 3986 2", get("", target: "/a\u{7F}"), badTarget),
    HeadCase("a byte above ASCII", "RFC 3986 2", get("", target: "/caf\u{E9}"), badTarget),
    HeadCase("quotes", "RFC 3986 2", get("", target: "/\"a\""), badTarget),
    HeadCase("a backslash in a path", "RFC 3986 3.3", get("", target: "/a\\b"), badTarget),
    HeadCase("an escape of letters", "RFC 3986 2.1", get("", target: "/%zz"), badTarget),
    HeadCase("half an escape", "RFC 3986 2.1", get("", target: "/a%2"), badTarget),
    HeadCase("half an escape before the query", "RFC 3986 2.1", get("", target: "/a%2?b"), badTarget),
    HeadCase("half an escape in the query", "RFC 3986 2.1", get("", target: "/a?b=%"), badTarget),
    HeadCase("an encoded NUL", "RFC 3986 7.3", get("", target: "/a%00"), badTarget),
    HeadCase("an encoded NUL in the query", "RFC 3986 7.3", get("", target: "/?q=%00"), badTarget),
    HeadCase("a dot segment", "RFC 3986 3.3", get("", target: "/a/../b"), badTarget),
    HeadCase("a dot segment at the end", "RFC 3986 3.3", get("", target: "/a/.."), badTarget),
    HeadCase("a single dot", "RFC 3986 3.3", get("", target: "/./a"), badTarget),
    HeadCase("encoded dots", "RFC 3986 6.2.2.3", get("", target: "/a/%2e%2E/b"), badTarget),
    HeadCase("one encoded dot of two", "RFC 3986 6.2.2.3", get("", target: "/a/.%2e"), badTarget),
    HeadCase("dots in an absolute target", "RFC 3986 3.3", get("", target: "http://a/../b"), badTarget),
    HeadCase("dots that are part of a name", "RFC 3986 3.3", get("", target: "/.a/..b/c../..."), .accepted),
    HeadCase("dots in a query", "RFC 3986 3.4", get("", target: "/a?b=/../"), .accepted),
  ]

  static let malformed = HeadCase.Expected.refused(400, .malformedRequestLine)
  static let badTarget = HeadCase.Expected.refused(400, .malformedTarget)
  static let badVersion = HeadCase.Expected.refused(505, .unsupportedVersion)
  static let unknownMethod = HeadCase.Expected.refused(501, .unsupportedMethod)

  @Test(arguments: lines + versions + methods + targets)
  func `A request line follows its grammar, whole or in pieces`(_ row: HeadCase) {
    check(row)
  }

  @Test func `A request line may be as long as the limit, and no longer`() {
    var limits = Limits()
    limits.requestLine = 30
    let fits = "GET /" + String(repeating: "a", count: 30 - 14) + " HTTP/1.1"
    #expect(fits.utf8.count == 30)
    check(HeadCase("at the limit", "RFC 9112 3", fits + "\r\nHost: a\r\n\r\n", .accepted), limits: limits)
    let long = fits.replacing("/a", with: "/aa") + "\r\nHost: a\r\n\r\n"
    check(HeadCase("one beyond", "RFC 9112 3", long, .refused(414, .requestLineTooLong)), limits: limits)
    let endless = "GET /" + String(repeating: "a", count: 60)
    check(HeadCase("without end", "RFC 9112 3", endless, .refused(414, .requestLineTooLong)), limits: limits)
    let method = String(repeating: "A", count: 200)
    check(HeadCase("all method", "RFC 9112 3", method, .refused(400, .requestLineTooLong)), limits: limits)
  }

  @Test(
    arguments: [
      ("/releases?q=a", "/releases", "q=a"), ("/", "/", nil), ("/a?", "/a", ""),
      ("http://x.example/a%2Fb?c", "/a%2Fb", "c"),
      ("http://x.example?c", "/", "c"), ("https://x.example", "/", nil),
    ] as [(String, String, String?)])
  func `A target has its path and query as sent`(_ target: String, _ path: String, _ query: String?) {
    let made = request(get("", target: target))
    #expect(made?.path == path)
    #expect(made?.query == query)
  }

  @Test func `OPTIONS for the whole server has an asterisk as its path`() {
    #expect(request("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n")?.path == "*")
    #expect(request("OPTIONS http://a.example HTTP/1.1\r\nHost: a\r\n\r\n")?.path == "*")
  }
}

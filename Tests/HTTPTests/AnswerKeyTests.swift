// Keys of cached answers.

import HTTP
import Testing

@Suite struct AnswerKeyTests {
  static func key(_ text: String) -> AnswerKey {
    let bytes = Array(text.utf8)
    var head = RequestHead()
    #expect(head.parse(bytes.span, from: 0, limits: Limits()) == .complete(end: bytes.count))
    var key = AnswerKey()
    key.fill(from: head, in: bytes.span)
    return key
  }

  @Test func `A key contains the target and the negotiated fields`() {
    let text = get("Accept: text/html\r\nAccept-Language: nl\r\nAccept-Encoding: br, gzip\r\n", target: "/a?b")
    let expected = AnswerKey(target: "/a?b", accept: "text/html", acceptLanguage: "nl", acceptsGzip: true)
    #expect(Self.key(text) == expected)
    #expect(Self.key(get("")) == AnswerKey(target: "/"))
  }

  @Test(arguments: [
    get("User-Agent: x\r\n", target: "/a"), "HEAD /a HTTP/1.1\r\nHost: other\r\n\r\n",
    get("", target: "http://b.example/a"),
    get("Accept-Encoding: br\r\n", target: "/a"), get("If-None-Match: \"x\"\r\n", target: "/a"),
  ])
  func `Fields that do not affect the answer do not affect the key`(_ text: String) {
    #expect(Self.key(text) == Self.key(get("", target: "/a")))
    #expect(Self.key(text).hashValue == Self.key(get("", target: "/a")).hashValue)
  }

  @Test(arguments: [
    get("", target: "/A"), get("", target: "/a?"), get("Accept: b\r\n", target: "/a"),
    get("Accept-Language: b\r\n", target: "/a"), get("Accept-Encoding: gzip\r\n", target: "/a"),
  ])
  func `Fields that may affect the answer affect the key`(_ text: String) {
    #expect(Self.key(text) != Self.key(get("", target: "/a")))
  }

  @Test func `A key can be filled again`() {
    var key = Self.key(get("", target: "/a/long/target"))
    let bytes = Array(get("", target: "/b").utf8)
    var head = RequestHead()
    _ = head.parse(bytes.span, from: 0, limits: Limits())
    let kept = key
    key.fill(from: head, in: bytes.span)
    #expect(key == AnswerKey(target: "/b"))
    #expect(kept == AnswerKey(target: "/a/long/target"))
  }
}

// Random damage to requests: nothing crashes, and splitting a request does not change the result.

import Foundation
import HTTP
import Testing

@Suite struct FuzzTests {
  /// SplitMix64, so that a failure can be reproduced from its seed.
  struct Numbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  /// `NEWSROOM_FUZZ_CASES` sets the number of damaged requests.
  static let cases = ProcessInfo.processInfo.environment["NEWSROOM_FUZZ_CASES"].flatMap { Int($0) } ?? 10_000

  static let heads = [
    get(
      "Accept: text/html, */*;q=0.1\r\nAccept-Encoding: gzip;q=0.5\r\nIf-None-Match: \"a\", W/\"b\"\r\n",
      target: "/a%20b?c=d"),
    post("Content-Length: 12\r\nExpect: 100-continue\r\nConnection: close, x\r\n"),
    post("Transfer-Encoding: gzip, chunked\r\nIf-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT\r\n"),
    get("Host: a\r\n", target: "http://[::1]:80/../%2e%2E?x#y"),
    "\r\nOPTIONS * HTTP/1.0\r\nBelGov-Trace-Id: abc\r\n\r\n",
  ].map { Array($0.utf8) }

  static let bodies = [
    "5;a=\"b\\\"c\";d\r\nhello\r\n0\r\nA: b\r\n\r\n", "a ; b = c\r\n0123456789\r\n00\r\n\r\nGET",
    "1\r\nx\r\n2\r\nyz\r\n0\r\nA:\r\nB: c\r\n\r\n",
  ].map { Array($0.utf8) }

  static let bytes = Array("\r\n\r\n :;,=%\"\\/?#.0179afAFxyz\t\0".utf8) + [0x7F, 0x80, 0xFF]

  static func damaged(_ seeds: [[UInt8]], with numbers: inout Numbers) -> [UInt8] {
    var text = seeds[Int.random(in: seeds.indices, using: &numbers)]
    for _ in 0..<Int.random(in: 1...4, using: &numbers) where !text.isEmpty {
      let place = Int.random(in: text.indices, using: &numbers)
      switch Int.random(in: 0..<5, using: &numbers) {
      case 0: text.remove(at: place)
      case 1: text[place] = bytes[Int.random(in: bytes.indices, using: &numbers)]
      case 2: text.insert(bytes[Int.random(in: bytes.indices, using: &numbers)], at: place)
      case 3: text.insert(contentsOf: text[place...].prefix(8), at: place)
      default: text.removeSubrange(place..<min(text.count, place + 8))
      }
    }
    return text
  }

  @Test func `A damaged head has the same outcome in any pieces`() {
    var numbers = Numbers(state: 1)
    var head = RequestHead()
    var limits = Limits()
    limits.headerBlock = 120
    limits.fields = 5
    let answer = Answer(AnswerTests.response([1]), acceptsGzip: false)
    for number in 0..<Self.cases {
      let text = Self.damaged(Self.heads, with: &numbers)
      let cut = Int.random(in: 0...text.count, using: &numbers)
      let part = head.parse(Array(text[..<cut]).span, from: 0, limits: limits)
      let whole = head.parse(text.span, from: 0, limits: limits)
      guard part == .incomplete || part == whole else {
        Issue.record("case \(number), cut at \(cut): \(String(decoding: text, as: UTF8.self))")
        return
      }
      guard case .complete = whole else { continue }
      var key = AnswerKey()
      key.fill(from: head, in: text.span)
      let form = answer.part(for: head, in: text.span)
      let request = head.request(from: text.span, client: "", key: key)
      guard form == answer.part(for: request) else {
        Issue.record("case \(number): bytes and values disagree on \(String(decoding: text, as: UTF8.self))")
        return
      }
    }
  }

  @Test func `Damaged chunks have the same outcome in any pieces`() {
    var numbers = Numbers(state: 2)
    for number in 0..<Self.cases {
      let text = Self.damaged(Self.bodies, with: &numbers)
      let cut = Int.random(in: 0...text.count, using: &numbers)
      let whole = ChunkedDecoderTests.decode([text[...]])
      guard ChunkedDecoderTests.decode([text[..<cut], text[cut...]]) == whole else {
        Issue.record("case \(number), cut at \(cut): \(String(decoding: text, as: UTF8.self))")
        return
      }
    }
  }
}

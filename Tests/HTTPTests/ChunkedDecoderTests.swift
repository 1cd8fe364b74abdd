// Chunked content, whole and cut at every byte.

import HTTP
import Testing

@Suite struct ChunkedDecoderTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let title: String
    let section: String
    let text: [UInt8]
    let expected: Expected

    init(_ title: String, _ section: String, _ text: String, _ expected: Expected) {
      self.title = title
      self.section = section
      self.text = text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
      self.expected = expected
    }

    var testDescription: String { "\(title) (\(section))" }
  }

  enum Expected: Sendable, Equatable {
    case body(String, rest: Int)
    case refused(Int, Refusal.Code)
    case incomplete
  }

  static let rows: [Row] = [
    Row("one chunk", "RFC 9112 7.1", "5\r\nhello\r\n0\r\n\r\n", .body("hello", rest: 0)),
    Row("two chunks", "RFC 9112 7.1", "3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n", .body("hello", rest: 0)),
    Row("no content", "RFC 9112 7.1", "0\r\n\r\n", .body("", rest: 0)),
    Row(
      "hexadecimal in both cases", "RFC 9112 7.1", "a\r\n0123456789\r\nA\r\n0123456789\r\n0\r\n\r\n",
      .body("01234567890123456789", rest: 0)),
    Row("leading zeros", "RFC 9112 7.1", "005\r\nhello\r\n000\r\n\r\n", .body("hello", rest: 0)),
    Row("content that looks like a chunk", "RFC 9112 7.1", "5\r\n0\r\n\r\n\r\n0\r\n\r\n", .body("0\r\n\r\n", rest: 0)),
    Row("the next request behind", "RFC 9112 6.3", "1\r\nx\r\n0\r\n\r\nGET /", .body("x", rest: 5)),
    Row("an extension", "RFC 9112 7.1.1", "1;a\r\nx\r\n0;b=c\r\n\r\n", .body("x", rest: 0)),
    Row("quoted extensions", "RFC 9112 7.1.1", "1;a=\"b;\\\"c\";d=e\r\nx\r\n0\r\n\r\n", .body("x", rest: 0)),
    Row("bad whitespace around an extension", "RFC 9112 7.1.1", "1 ; a = b\r\nx\r\n0\r\n\r\n", .body("x", rest: 0)),
    Row("trailers", "RFC 9112 7.1.2", "1\r\nx\r\n0\r\nA: b\r\nDigest: 9\r\n\r\n", .body("x", rest: 0)),
    Row("an empty trailer value", "RFC 9112 7.1.2", "0\r\nA:\r\n\r\n", .body("", rest: 0)),
    Row("half a chunk", "RFC 9112 7.1", "5\r\nhel", .incomplete),
    Row("no end", "RFC 9112 7.1", "1\r\nx\r\n0\r\n", .incomplete),
    Row("no size", "RFC 9112 7.1", "\r\nx", bad),
    Row("no hexadecimal", "RFC 9112 7.1", "g\r\nx\r\n", bad),
    Row("a prefix", "RFC 9112 7.1", "0x1\r\nx\r\n", bad),
    Row("a sign", "RFC 9112 7.1", "+1\r\nx\r\n", bad),
    Row("a minus sign", "RFC 9112 7.1", "-1\r\nx\r\n", bad),
    Row("a space before", "RFC 9112 7.1", " 1\r\nx\r\n", bad),
    Row("a space behind", "RFC 9112 7.1", "1 \r\nx\r\n", bad),
    Row("an underscore", "RFC 9112 7.1", "1_0\r\n", bad),
    Row("a bare LF behind the size", "RFC 9112 7.1", "1\nx\r\n", bad),
    Row("a bare CR behind the size", "RFC 9112 7.1", "1\rx\r\n", bad),
    Row("a bare LF in an extension", "RFC 9112 7.1.1", "1;a\nx\r\n", bad),
    Row("a bare LF in a quoted extension", "RFC 9112 7.1.1", "1;a=\"\n\"\r\nx\r\n", bad),
    Row("an empty extension", "RFC 9112 7.1.1", "1;\r\nx\r\n", bad),
    Row("an extension value without a name", "RFC 9112 7.1.1", "1=a\r\nx\r\n", bad),
    Row("a space behind an extension", "RFC 9112 7.1.1", "1;a \r\nx\r\n", bad),
    Row("a NUL in an extension", "RFC 9112 7.1.1", "1;a\0\r\nx\r\n", bad),
    Row("content longer than its size", "RFC 9112 7.1", "1\r\nxy\r\n", bad),
    Row("content shorter than its size", "RFC 9112 7.1", "5\r\nhel\r\n0\r\n\r\n", bad),
    Row("a bare LF behind the content", "RFC 9112 7.1", "1\r\nx\n0\r\n\r\n", bad),
    Row("nothing behind the content", "RFC 9112 7.1", "1\r\nx0\r\n\r\n", bad),
    Row("a bare LF at the end", "RFC 9112 7.1", "0\r\n\n", bad),
    Row("a bare CR at the end", "RFC 9112 7.1", "0\r\n\rx", bad),
    Row("a length in a trailer", "RFC 9110 6.5.1", "0\r\nA: b\r\nContent-Length: 9\r\n\r\n", bad),
    Row("a coding in a trailer", "RFC 9110 6.5.1", "0\r\ntransfer-ENCODING: chunked\r\n\r\n", bad),
    Row("a host in a trailer", "RFC 9110 6.5.1", "0\r\nHost: a\r\n\r\n", bad),
    Row("a token in a trailer", "RFC 9110 6.5.1", "0\r\nAuthorization: Bearer x\r\n\r\n", bad),
    Row("a trailer without a colon", "RFC 9112 7.1.2", "0\r\nabc\r\n\r\n", bad),
    Row("a folded trailer", "RFC 9112 5.2", "0\r\nA: b\r\n c\r\n\r\n", bad),
    Row("a space before a trailer's colon", "RFC 9112 5.1", "0\r\nA : b\r\n\r\n", bad),
    Row("a bare LF behind a trailer", "RFC 9112 2.2", "0\r\nA: b\n\r\n", bad),
    Row("a size beyond all counting", "RFC 9112 7.1", "fffffffffffffffff\r\n", .refused(413, .bodyTooLarge)),
    Row("zeros before a size", "RFC 9112 7.1", zeros(64) + "1\r\nx\r\n" + zeros(64) + "\r\n\r\n", .body("x", rest: 0)),
    Row("too many zeros before a size", "RFC 9112 7.1", zeros(65) + "1\r\nx\r\n0\r\n\r\n", bad),
    Row("zeros without end", "RFC 9112 7.1", zeros(65) + "\r\n\r\n", bad),
    Row("one chunk too large", "RFC 9110 15.5.14", "65\r\n", .refused(413, .bodyTooLarge)),
    Row("too large together", "RFC 9110 15.5.14", "1\r\nx\r\n64\r\n", .refused(413, .bodyTooLarge)),
    Row(
      "extensions too large", "RFC 9112 7.1.1", "1;" + String(repeating: "a", count: 40),
      .refused(400, .chunkExtensionsTooLarge)),
    Row(
      "trailers too large", "RFC 9112 7.1.2", "0\r\nA: " + String(repeating: "a", count: 40),
      .refused(431, .trailersTooLarge)),
  ]

  private static func zeros(_ count: Int) -> String { String(repeating: "0", count: count) }
  static let bad = Expected.refused(400, .malformedChunk)

  /// Decodes bytes in pieces of the given sizes.
  static func decode(_ pieces: [ArraySlice<UInt8>]) -> Expected {
    var limits = Limits()
    limits.chunkExtensions = 32
    limits.trailers = 32
    limits.body = 100
    var decoder = ChunkedDecoder(withToken: false, limits: limits)
    var body: [UInt8] = []
    var rest = 0
    do throws(Refusal) {
      for piece in pieces {
        let bytes = Array(piece)
        rest += bytes.count - (try decoder.decode(bytes.span, from: 0, into: &body))
      }
    } catch {
      return .refused(error.status.code, error.code)
    }
    return decoder.isDone ? .body(String(decoding: body, as: UTF8.self), rest: rest) : .incomplete
  }

  @Test(arguments: rows)
  func `Chunks follow their grammar, whole or in pieces`(_ row: Row) {
    #expect(Self.decode([row.text[...]]) == row.expected)
    for cut in 0...row.text.count {
      #expect(Self.decode([row.text[..<cut], row.text[cut...]]) == row.expected, "cut at \(cut)")
    }
    #expect(Self.decode(row.text.indices.map { row.text[$0...$0] }) == row.expected, "byte by byte")
  }
}

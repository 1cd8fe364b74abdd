// Answers as bytes: their heads, parts and codings.

import Bytes
import CZlib
import HTTP
import HTTPTypes
import Testing

@Suite struct AnswerTests {
  static let text = Array(String(repeating: "Raad voor de werkgelegenheid. ", count: 60).utf8)

  static func response(_ body: [UInt8] = text, type: String = "application/json") -> Response {
    Response(
      fields: [.contentType: type, .eTag: "\"abc\"", .lastModified: "Sun, 06 Nov 1994 08:49:37 GMT"],
      caching: .public(until: nil), body: .bytes(body))
  }

  /// The head of an answer as lines, with a fixed date and trace id.
  static func head(_ answer: Answer, _ part: Answer.Part = .full, now: Int64 = 0) -> [String] {
    var output = OutputBuffer(capacity: 16)
    let stamp = Stamp(date: HTTPDate.bytes(784_111_777), now: now, trace: (0x0123_4567_89AB_CDEF, 42))
    answer.writeHead(part, to: &output, stamp: stamp)
    return String(decoding: output.bytes, as: UTF8.self).split(separator: "\r\n").map(String.init)
  }

  static func part(_ answer: Answer, _ fields: HTTPFields, _ method: HTTPRequest.Method = .get) -> Answer.Part {
    let request = Request(method: method, fields: fields)
    var text = "\(method.rawValue) / HTTP/1.1\r\nHost: a\r\n"
    for field in fields { text += "\(field.name.rawName): \(field.value)\r\n" }
    let bytes = Array((text + "\r\n").utf8)
    var head = RequestHead()
    #expect(head.parse(bytes.span, from: 0, limits: Limits()) == .complete(end: bytes.count))
    let part = answer.part(for: head, in: bytes.span)
    #expect(answer.part(for: request) == part, "bytes and values disagree")
    return part
  }

  @Test func `A head has each line once, with date, age and trace id`() {
    let answer = Answer(Self.response([1, 2, 3], type: "image/png"), acceptsGzip: true)
    #expect(
      Self.head(answer) == [
        "HTTP/1.1 200 OK", "Date: Sun, 06 Nov 1994 08:49:37 GMT", "ETag: \"abc\"",
        "Last-Modified: Sun, 06 Nov 1994 08:49:37 GMT", "Cache-Control: public, max-age=60",
        "BelGov-Trace-Id: 0123456789abcdef000000000000002a", "Content-Type: image/png",
        "X-Content-Type-Options: nosniff", "Content-Length: 3",
      ])
  }

  @Test func `A 304 keeps what a cache updates and drops what describes content`() {
    let answer = Answer(Self.response(), acceptsGzip: true)
    #expect(
      Self.head(answer, .notModified) == [
        "HTTP/1.1 304 Not Modified", "Date: Sun, 06 Nov 1994 08:49:37 GMT", "ETag: \"abc-gzip\"",
        "Last-Modified: Sun, 06 Nov 1994 08:49:37 GMT", "Vary: Accept-Encoding",
        "Cache-Control: public, max-age=60", "BelGov-Trace-Id: 0123456789abcdef000000000000002a",
      ])
  }

  @Test(
    arguments: [
      (nil, 0, "60"), (60_010, 0, "60"), (60_009, 0, "59"), (7_510, 500, "07"), (7_509, 500, "06"), (500, 0, "00"),
      (10, 5_000, "00"),
      (9_000_000, 0, "60"),
    ] as [(Int64?, Int64, String)])
  func `max-age ends with the next scheduled change`(_ until: Int64?, _ now: Int64, _ age: String) {
    let answer = Answer(Response(caching: .public(until: until)), acceptsGzip: false)
    #expect(Self.head(answer, now: now).contains("Cache-Control: public, max-age=\(age)"))
  }

  @Test func `An answer without caching is private, and one without a policy has no field for it`() {
    let head = Self.head(Answer(Response(caching: .noStore), acceptsGzip: false))
    #expect(head.contains("Cache-Control: private, no-store"))
    #expect(!Self.head(Answer(Response(), acceptsGzip: false)).contains { $0.hasPrefix("Cache-Control") })
  }

  @Test func `204 has neither content nor length, and an empty 200 has length 0`() {
    let none = Answer(Response(status: .noContent), acceptsGzip: true)
    #expect(!Self.head(none).contains { $0.hasPrefix("Content-Length") })
    #expect(Self.head(Answer(Response(), acceptsGzip: true)).contains("Content-Length: 0"))
  }

  @Test func `Text is compressed with gzip and decompressed whole`() {
    let answer = Answer(Self.response(), acceptsGzip: true)
    #expect(answer.content.count < Self.text.count)
    #expect(Self.head(answer).contains("Content-Encoding: gzip"))
    #expect(Self.head(answer).contains("Content-Length: \(answer.content.count)"))
    #expect(Self.head(answer).contains("ETag: \"abc-gzip\""))
    #expect(answer.content[4..<8] == [0, 0, 0, 0], "mtime")
    #expect(Self.inflated(answer.content, size: Self.text.count) == Self.text)
    #expect(Answer(Self.response(), acceptsGzip: true).content == answer.content)
  }

  @Test(arguments: [
    ("application/json", 1_200, false, false), ("application/json", 1_000, true, false),
    ("image/png", 1_200, true, false),
    ("application/json", 1_200, true, true), ("text/html; charset=utf-8", 1_200, true, true),
    ("application/problem+json", 1_200, true, true), ("image/svg+xml", 1_200, true, true),
    ("application/atom+xml", 1_200, true, true), ("application/x-ndjson", 1_200, true, true),
  ])
  func `gzip is used when it is accepted and makes content smaller`(
    _ type: String, _ size: Int, _ accepts: Bool, _ isCoded: Bool
  ) {
    let answer = Answer(Self.response(Array(Self.text.prefix(size)), type: type), acceptsGzip: accepts)
    #expect(Self.head(answer).contains("Content-Encoding: gzip") == isCoded)
    #expect((answer.content.count < size) == isCoded)
  }

  @Test func `Content that gzip would lengthen is not compressed`() {
    var numbers = SystemRandomNumberGenerator()
    let noise = (0..<2_000).map { _ in UInt8.random(in: 0...255, using: &numbers) }
    let answer = Answer(Self.response(noise, type: "text/plain"), acceptsGzip: true)
    #expect(answer.content == noise)
    #expect(Self.head(answer).contains("ETag: \"abc\""))
  }

  @Test(
    arguments: [
      (nil, "Vary: Accept-Encoding"), ("Accept", "Vary: Accept, Accept-Encoding"), ("*", "Vary: *"),
      ("accept-encoding, Accept", "Vary: accept-encoding, Accept"),
    ] as [(String?, String)])
  func `Vary names Accept-Encoding for every text`(_ vary: String?, _ line: String) {
    var response = Self.response()
    response.fields[.vary] = vary
    #expect(Self.head(Answer(response, acceptsGzip: false)).contains(line))
    #expect(Self.head(Answer(response, acceptsGzip: true)).contains(line))
  }

  @Test(arguments: [
    ("\"abc\"", true), ("\"abc-gzip\"", true), ("W/\"abc\"", true), ("\"x\", \"abc\"", true),
    ("\"x\",,W/\"abc-gzip\"", true),
    ("*", true), ("\"x\"", false), ("abc", false), ("\"ab\"", false), ("\"abcd\"", false), ("", false),
    ("\"a,\"abc\"", false),
  ])
  func `If-None-Match finds the content under both its tags`(_ value: String, _ matches: Bool) {
    for acceptsGzip in [false, true] {
      let answer = Answer(Self.response(), acceptsGzip: acceptsGzip)
      #expect(Self.part(answer, [.ifNoneMatch: value]) == (matches ? .notModified : .full))
      #expect(Self.part(answer, [.ifNoneMatch: value], .head) == (matches ? .notModified : .head))
    }
  }

  @Test(arguments: [
    ("Sun, 06 Nov 1994 08:49:37 GMT", true), ("Sun, 06 Nov 1994 08:49:36 GMT", false),
    ("Mon, 07 Nov 1994 08:49:37 GMT", true), ("Sunday, 06-Nov-94 08:49:37 GMT", true),
    ("Sun Nov  6 08:49:37 1994", true), ("yesterday", false), ("", false),
  ])
  func `If-Modified-Since compares dates and ignores invalid ones`(_ value: String, _ matches: Bool) {
    let answer = Answer(Self.response(), acceptsGzip: false)
    #expect(Self.part(answer, [.ifModifiedSince: value]) == (matches ? .notModified : .full))
  }

  @Test func `If-None-Match takes precedence over If-Modified-Since`() {
    let answer = Answer(Self.response(), acceptsGzip: false)
    let later = "Mon, 07 Nov 1994 08:49:37 GMT"
    #expect(Self.part(answer, [.ifNoneMatch: "\"x\"", .ifModifiedSince: later]) == .full)
    let earlier = "Sat, 05 Nov 1994 08:49:37 GMT"
    #expect(Self.part(answer, [.ifNoneMatch: "\"abc\"", .ifModifiedSince: earlier]) == .notModified)
  }

  @Test func `Preconditions affect only a 200 to GET and HEAD`() {
    let answer = Answer(Self.response(), acceptsGzip: false)
    #expect(Self.part(answer, [.ifNoneMatch: "\"abc\""], .post) == .full)
    var gone = Self.response()
    gone.status = .gone
    #expect(Self.part(Answer(gone, acceptsGzip: false), [.ifNoneMatch: "*"]) == .full)
  }

  @Test func `An answer reports its size in memory`() {
    let answer = Answer(Self.response(), acceptsGzip: false)
    #expect(answer.bytes >= Self.text.count && answer.bytes < Self.text.count + 2_000)
  }

  /// The decoded content, by zlib.
  static func inflated(_ coded: [UInt8], size: Int) -> [UInt8] {
    var stream = z_stream()
    guard inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { return [] }
    defer { inflateEnd(&stream) }
    var source = coded
    return [UInt8](unsafeUninitializedCapacity: size + 1) { target, count in
      source.withUnsafeMutableBufferPointer { input in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = target.baseAddress
        stream.avail_out = UInt32(size + 1)
        count = inflate(&stream, Z_FINISH) == Z_STREAM_END ? Int(stream.total_out) : 0
      }
    }
  }
}

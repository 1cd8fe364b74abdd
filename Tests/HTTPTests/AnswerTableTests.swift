// The table of cached answers.

import HTTP
import Testing

@Suite struct AnswerTableTests {
  static func answer(_ text: String) -> Answer {
    Answer(Response(body: .bytes(Array(text.utf8))), acceptsGzip: false)
  }

  @Test func `A table finds every answer that it stores`() {
    var table = AnswerTable()
    let keys = (0..<1_000).map { AnswerKey(target: "/releases/\($0)", accept: "text/html") }
    for key in keys { #expect(table.answer(for: key) == nil) }
    for (number, key) in keys.enumerated() { #expect(table.keep(Self.answer("\(number)"), for: key) == nil) }
    #expect(table.count == 1_000)
    for (number, key) in keys.enumerated() {
      #expect(table.answer(for: key)?.content == Array("\(number)".utf8))
    }
    #expect(table.answer(for: AnswerKey(target: "/releases/1000", accept: "text/html")) == nil)
    table.removeAll()
    #expect(table.count == 0)
    for key in keys { #expect(table.answer(for: key) == nil) }
  }

  @Test func `A key has only its last answer`() {
    var table = AnswerTable()
    let key = AnswerKey(target: "/a")
    let first = Self.answer("1")
    #expect(table.keep(first, for: key) == nil)
    #expect(table.keep(Self.answer("2"), for: AnswerKey(target: "/a")) === first)
    #expect(table.count == 1)
    #expect(table.answer(for: key)?.content == [50])
  }

  @Test func `Keys of all lengths differ by each of their bytes`() {
    var table = AnswerTable()
    for length in 0..<70 {
      let target = "/" + String(repeating: "a", count: length)
      #expect(table.keep(Self.answer(target), for: AnswerKey(target: target)) == nil)
      for place in 1..<(length + 1) {
        var other = Array(target.utf8)
        other[place] = 98
        #expect(table.answer(for: AnswerKey(target: String(decoding: other, as: UTF8.self))) == nil)
      }
    }
    #expect(table.count == 70)
  }

  @Test func `A stored key stays valid after the next request`() {
    var table = AnswerTable()
    var key = AnswerKey()
    var head = RequestHead()
    for number in 0..<100 {
      let bytes = Array("GET /\(number) HTTP/1.1\r\nHost: a\r\nAccept: b\r\n\r\n".utf8)
      #expect(head.parse(bytes.span, from: 0, limits: Limits()) == .complete(end: bytes.count))
      key.fill(from: head, in: bytes.span)
      #expect(table.answer(for: key) == nil)
      #expect(table.keep(Self.answer("\(number)"), for: key.kept) == nil)
    }
    #expect(table.answer(for: AnswerKey(target: "/7", accept: "b"))?.content == [55])
  }
}

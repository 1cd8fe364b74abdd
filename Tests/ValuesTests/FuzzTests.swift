// Random damage to JSON, queries and stored JSON: nothing crashes, and what is read is written the same.

import Bytes
import RunningNewsroom
import Testing

@testable import Values

@Suite struct FuzzTests {
  @Test func `damaged JSON`() throws {
    let examples = [
      #"{"id":"a","title":{"nl":"Titel \u00e9\n","fr":"Titre"},"sites":["x",{"id":"y"}],"n":[-1.5e+3,0,true,null]}"#,
      #"[[],{},"\ud83d\ude00",1E400,"\\\"\/\b\f\r\t"]"#, #"{"a":{"a":{"a":[[[[1]]]]}}}"#,
    ]
    let tokens = ["{", "}", "[", "]", ",", ":", "\"", "\\u", "\\ud800", "\\", "null", "tru", "e", "-", ".", "\u{1}"]
    try Fuzz.run("JSON parser", 20_000) { chance, seed in
      let bytes = chance.damaged(examples, tokens: tokens)
      guard case .success(let value) = JSON.parse(bytes) else { return }
      try #require(try JSON.parse(Array(value.text.utf8)).get() == value, "\(seed)")
    }
  }

  @Test func `damaged queries`() {
    let examples = [
      "q=raad%20titel&theme=economy&theme=mobility&pageSize=20&after=0a.b.c&lang=nl-BE", "a=1&a=2&b=&=c&d",
      "bbox=4.2,50.7,4.5,50.9&updatedSince=2025-05-22T09:00:00%2B02:00&facets=theme,site&select=id,title(nl)",
    ]
    let tokens = ["&", "=", "%", "%0", "%00", "%C3", "+", "pageSize=", "after=", "&&", "%ff", "id="]
    Fuzz.run("query parser", 5_000) { chance, _ in
      let text = String(decoding: chance.damaged(examples, tokens: tokens), as: UTF8.self)
      guard var query = try? Query(text) else { return }
      query.dropEmpty()
      _ = (query.one("q"), query.choices("theme", of: ["economy"]), query.pageSize(100), query.identifiers("id"))
      _ = query.one("updatedSince", Instant.init, else: LocalizedText.invalidInstant)
      _ = (query.one("lang", Language.init(tag:), else: { _ in .malformedTarget }), query.flag("dryRun"))
      try? query.finish()
    }
  }

  @Test func `damaged stored JSON`() throws {
    let object = JSONObject([
      ("self", StoredJSON.link("/releases/a")), ("title", ["nl": "Titel", "fr": "Titre", "en": "Title"]),
      ("sites", .array([.object(JSONObject([("name", ["nl": "x"]), ("href", StoredJSON.link("/sites/b"))]))])),
    ])
    let examples = [false, true].map { String(decoding: StoredJSON.store(object, open: $0), as: UTF8.self) }
    let tokens = ["\u{1}", "\u{1}A", "\u{1}M", "\u{1}L", "\u{1}E", "\u{1}m", "\u{1}M?", "\u{1}L\u{7F}", "{", "}", ","]
    Fuzz.run("stored JSON", 10_000) { chance, _ in
      // An allocation of its own, so that a sanitizer sees a read past its end.
      let bytes = chance.damaged(examples, tokens: tokens)
      let stored = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
      defer { stored.deallocate() }
      stored.copyBytes(from: bytes)
      for language in [nil] + Language.allCases.map(Optional.some) {
        var json = OutputBuffer(capacity: 16)
        let text = UnsafeRawBufferPointer(stored)
        StoredJSON.fill(text, address: Array("https://a".utf8), language: language, into: &json)
        _ = StoredJSON.needsComma(text)
      }
      _ = try? StoredJSON.read(UnsafeRawBufferPointer(stored))
    }
  }

  @Test(arguments: ["\u{1}", "{\"a\":1\u{1}", "{\u{1}M", "{\u{1}L", "\u{1}M!", "\u{1}M\u{1}", "{\u{1}M8\"a\":{"])
  func `stored JSON may end anywhere`(stored: String) {
    for language in [nil, Language.nl] {
      var json = OutputBuffer(capacity: 16)
      Array(stored.utf8).withUnsafeBytes { StoredJSON.fill($0, address: [], language: language, into: &json) }
      #expect(!json.array.contains(1))
    }
  }
}

// Parsing and merging JSON: the positions of faults, and work that grows linearly with the text.

import RunningNewsroom
import Testing

@testable import Values

@Suite struct JSONTests {
  private static func time(_ work: () -> Void) -> Duration { processorTime(runs: 3, of: work) }

  private static func object(_ count: Int, _ member: (Int) -> String) -> [UInt8] {
    Array("{\((0..<count).map(member).joined(separator: ",\n"))}".utf8)
  }

  private static func parsed(_ bytes: [UInt8]) throws -> JSONObject {
    try JSON.parse(bytes).get().object ?? JSONObject()
  }

  @Test func `faults are reported in the order of the text, each with its line and column`() {
    let text = """
      {"a": {"b": 1,
        "b": 2}, "é": "é", "é": 3,
      "a": 1, "x": 01}
      """
    guard case .failure(let faults) = JSON.parse(Array(text.utf8)) else { return #expect(Bool(false), "it was read") }
    #expect(faults.count == 4)
    #expect(
      faults.first == [
        JSONFault(reason: .duplicateName("b"), line: 2, column: 3),
        JSONFault(reason: .duplicateName("é"), line: 2, column: 24),
        JSONFault(reason: .duplicateName("a"), line: 3, column: 1),
        JSONFault(reason: .invalidNumber, line: 3, column: 14),
      ])
  }

  @Test func `the first fifty duplicates are reported, and all are counted`() {
    let text = Self.object(1_001) { _ in #""a": 0"# }
    guard case .failure(let faults) = JSON.parse(text) else { return #expect(Bool(false), "it was read") }
    #expect(faults.count == 1_000 && faults.first.count == 50)
    #expect(faults.first.last == JSONFault(reason: .duplicateName("a"), line: 51, column: 1))
  }

  @Test func `a text of duplicates is read as fast as one of the same length without`() {
    let duplicates = Self.object(20_000) { _ in #""name-00000":0"# }
    let others = Self.object(20_000) { #""name-\#(10_000 + $0)":0"# }
    #expect(duplicates.count == others.count)
    #expect(Self.time { _ = JSON.parse(duplicates) } < Self.time { _ = JSON.parse(others) } * 4)
  }

  @Test func `merging and comparing take no longer than reading what is merged`() throws {
    let bytes = Self.object(20_000) { #""name-\#($0)":0"# }
    let patch = try Self.parsed(bytes)
    let reading = Self.time { _ = JSON.parse(bytes) }
    var merged = JSONObject()
    #expect(
      Self.time {
        merged = JSONObject()
        merged.merge(patch: patch)
        merged.merge(patch: patch)
      } < reading * 4)
    var isEqual = false
    #expect(Self.time { isEqual = merged == patch } < reading * 4)
    #expect(isEqual)
    var nothing = patch
    nothing.merge(patch: try Self.parsed(Self.object(20_000) { #""name-\#($0)":null"# }))
    #expect(nothing.isEmpty)
  }

  /// From appendix A of RFC 7396.
  @Test(arguments: [
    (#"{"a":"b"}"#, #"{"a":"c"}"#, #"{"a":"c"}"#), (#"{"a":"b"}"#, #"{"b":"c"}"#, #"{"a":"b","b":"c"}"#),
    (#"{"a":"b","b":"c"}"#, #"{"a":null}"#, #"{"b":"c"}"#), (#"{"a":["b"]}"#, #"{"a":"c"}"#, #"{"a":"c"}"#),
    (#"{"a":{"b":"c"}}"#, #"{"a":{"b":"d","c":null}}"#, #"{"a":{"b":"d"}}"#),
    (#"{"a":[{"b":"c"}]}"#, #"{"a":[1]}"#, #"{"a":[1]}"#), (#"{"e":null}"#, #"{"a":1}"#, #"{"e":null,"a":1}"#),
    (#"{}"#, #"{"a":{"bb":{"ccc":null}}}"#, #"{"a":{"bb":{}}}"#), (#"{"a":1,"b":2}"#, #"{"a":3}"#, #"{"a":3,"b":2}"#),
  ])
  func `a patch is merged as in RFC 7396, and the order is kept`(_ text: String, _ patch: String, _ merged: String)
    throws
  {
    var object = try Self.parsed(Array(text.utf8))
    object.merge(patch: try Self.parsed(Array(patch.utf8)))
    #expect(JSON.object(object).text == merged)
  }

  @Test func `objects are equal in any order, and only with the same members`() throws {
    let object = try Self.parsed(Array(#"{"a":1,"b":{"c":2}}"#.utf8))
    #expect(try object == Self.parsed(Array(#"{"b":{"c":2},"a":1}"#.utf8)))
    for other in [#"{"a":1}"#, #"{"a":1,"b":{"c":3}}"#, #"{"a":1,"x":{"c":2}}"#] {
      #expect(try object != Self.parsed(Array(other.utf8)))
    }
  }
}

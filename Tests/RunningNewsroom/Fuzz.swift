// Random inputs for parsers, which another run can reproduce.

import Foundation

package enum Fuzz {
  /// Gives random choices to a test, once for each input.
  /// - Parameters:
  ///   - count: the number of inputs, unless `NEWSROOM_FUZZ_CASES` sets another.
  ///   - test: also gets the settings that reproduce its input alone.
  package static func run(
    _ parser: String, _ count: Int, _ test: (inout Chance, String) throws -> Void
  ) rethrows {
    let count = ProcessInfo.processInfo.environment["NEWSROOM_FUZZ_CASES"].flatMap { Int($0) } ?? count
    print("\(count) inputs of the \(parser): NEWSROOM_SEED=\(SeededNumbers.seed)")
    for number in 0..<UInt64(count) {
      let seed = SeededNumbers.seed &+ number
      var chance = Chance(seed: seed)
      try test(&chance, "NEWSROOM_SEED=\(seed) NEWSROOM_FUZZ_CASES=1")
    }
  }
}

extension Chance {
  /// Numbers at the ends of integer types, and texts that are almost numbers.
  package static let numerals = [
    "9223372036854775807", "-9223372036854775808", "9223372036854775808", "-9223372036854775807", "4294967296",
    "2147483648", "-2147483649", "999999999", "1000000000", "65536", "256", "-1", "0", "1", "007", "+3", "1e9", "1e999",
    "-0", "", " 5", "٣", "99999999999999999999", "½", "0x10", "NaN",
  ]

  package mutating func numeral() -> String { one(of: Self.numerals) }

  /// One of the examples with one to six random changes.
  /// - Parameter tokens: texts that mean something to the parser.
  package mutating func damaged(_ examples: [String], tokens: [String]) -> [UInt8] {
    var bytes = Array(one(of: examples).utf8)
    for _ in 0..<number(1..<7) {
      let start = number(0..<bytes.count + 1)
      let end = min(bytes.count, start + number(0..<20))
      switch number(0..<8) {
      case 0: bytes.removeSubrange(start..<end)
      case 1: bytes.insert(UInt8(number(0..<256)), at: start)
      case 2: if start < bytes.count { bytes[start] = UInt8(number(0..<256)) }
      case 3: bytes.insert(contentsOf: numeral().utf8, at: start)
      case 4: bytes.insert(contentsOf: (0..<number(1..<30)).flatMap { _ in bytes[start..<end] }, at: end)
      case 5: bytes.replaceSubrange(start..<end, with: one(of: examples).utf8.dropFirst(number(0..<40)))
      default: bytes.insert(contentsOf: one(of: tokens).utf8, at: start)
      }
    }
    return bytes
  }
}

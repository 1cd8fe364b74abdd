// Random choices that can be reproduced from a seed.

/// SplitMix64.
package struct Chance: RandomNumberGenerator {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// True in `percent` percent of cases.
  package mutating func isTrue(_ percent: Int = 50) -> Bool { number(0..<100) < percent }

  package mutating func number(_ range: Range<Int>) -> Int { Int.random(in: range, using: &self) }

  package mutating func one<Value>(of values: [Value]) -> Value { values[number(0..<values.count)] }

  package mutating func digits(_ count: Int) -> String { (0..<count).map { _ in String(number(0..<10)) }.joined() }

  /// A word that occurs nowhere else.
  package mutating func word() -> String { String((0..<12).map { _ in one(of: Array("abcdefghijklmnopqrstuvwxyz")) }) }
}

// Tests numbers as people read them.

import RunningNewsroom
import Testing

@testable import Pages

@Suite struct FigureTests {
  @Test(arguments: [
    ("0", "0"), ("1234", "1234"), ("12345", "12 345"), ("123456", "123 456"), ("1234567.89012", "1 234 567.89012"),
    ("-1234567", "-1234567"), ("1e12345", "1e12345"), ("", ""),
  ])
  func `digits are grouped by thousands`(digits: String, grouped: String) {
    #expect(Figure.grouped(digits) == grouped.replacing(" ", with: "\u{A0}"))
  }

  @Test func `many digits take time in proportion`() {
    let factor = Growth.factor(from: 100_000) {
      String(repeating: "7", count: $0)
    } of: {
      _ = Figure.grouped($0)
    }
    #expect(factor <= Growth.linear)
  }
}

// Lists with weights that express a client's preferences (RFC 9110 12.4.2), such as Accept and Accept-Language.

/// The entries of such a field in their order. An entry with an invalid weight is left out.
package struct WeightedList: Sendable {
  package struct Entry: Sendable {
    /// In lowercase, without parameters.
    package let name: String
    /// In thousandths: 0 excludes.
    package let weight: Int
    /// Whether the entry has parameters other than the weight, and so covers only a part of what its name covers.
    package let isNarrowed: Bool
  }

  package let entries: [Entry]

  /// - Parameter value: the field's value, repeated fields joined with commas.
  package init(_ value: String) {
    var entries: [Entry] = []
    let bytes = Array(value.utf8)
    bytes.span.forEachWeighted(of: 0..<bytes.count) { name, weight, isNarrowed in
      let text = String(decoding: bytes[name].lazy.map(\.lowercased), as: UTF8.self)
      entries.append(Entry(name: text, weight: weight, isNarrowed: isNarrowed))
    }
    self.entries = entries
  }

  /// The first entry with this name; one without parameters takes precedence.
  package func entry(named name: String) -> Entry? {
    entries.first { $0.name == name && !$0.isNarrowed } ?? entries.first { $0.name == name }
  }
}

extension Span<UInt8> {
  /// Calls `visit` with each entry of a weighted list: its name, its weight in thousandths, and whether it has
  /// other parameters. Allocates nothing.
  @inlinable
  package func forEachWeighted(of range: Range<Int>, _ visit: (Range<Int>, Int, Bool) -> Void) {
    forEachMember(of: range) { member in
      var end = member.lowerBound
      while end < member.upperBound, self[end] != 59 { end += 1 }
      let name = trimmed(member.lowerBound..<end)
      var weight: Int? = 1_000
      var isWeighted = false
      var isNarrowed = false
      if end < member.upperBound {
        forEachMember(of: end..<member.upperBound, separator: 59) { parameter in
          // Parameters after the weight have no meaning (RFC 9110 12.4.2).
          guard !isWeighted else { return false }
          var nameEnd = parameter.lowerBound
          while nameEnd < parameter.upperBound, self[nameEnd] != 61 { nameEnd += 1 }
          isWeighted = equals(trimmed(parameter.lowerBound..<nameEnd), "q")
          if isWeighted {
            weight = readWeight(Swift.min(nameEnd + 1, parameter.upperBound)..<parameter.upperBound)
          } else {
            isNarrowed = true
          }
          return true
        }
      }
      if let weight, !name.isEmpty { visit(name, weight, isNarrowed) }
      return true
    }
  }

  /// A number from 0 to 1 with at most three decimals, in thousandths; nil for anything else (RFC 9110 12.4.2).
  @usableFromInline
  func readWeight(_ range: Range<Int>) -> Int? {
    guard (1...5).contains(range.count), self[range.lowerBound] == 48 || self[range.lowerBound] == 49 else {
      return nil
    }
    var weight = Int(self[range.lowerBound] - 48) * 1_000
    var unit = 100
    for index in range.lowerBound + 1..<range.upperBound {
      if index == range.lowerBound + 1 {
        guard self[index] == 46 else { return nil }
      } else {
        guard self[index].isDigit else { return nil }
        weight += Int(self[index] - 48) * unit
        unit /= 10
      }
    }
    return weight <= 1_000 ? weight : nil
  }
}

// Entity tags and lists of them in preconditions (RFC 9110 8.8.3, 13.1).

/// The value of an `If-Match` or `If-None-Match` field.
///
/// A content compressed with gzip has the tag of the content with `-gzip` before the closing quote, because a strong
/// tag names one sequence of bytes (RFC 9110 8.8.3.3). This type treats both tags as the same content.
package struct EntityTags: Sendable {
  private let value: [UInt8]

  /// - Parameter value: the field's value, repeated fields joined with commas.
  package init(_ value: String) {
    self.value = Array(value.utf8)
  }

  /// Whether the list contains `tag`, or is `*`.
  /// - Parameters:
  ///   - tag: the entity tag of the uncompressed content, with its quotes: `"abc"`.
  ///   - weakly: true for If-None-Match (RFC 9110 13.1.2), false for If-Match, where weak tags never match (13.1.1).
  package func contains(_ tag: String, weakly: Bool) -> Bool {
    let opaque = EntityTags.opaque(Array(tag.utf8))
    if !weakly, tag.hasPrefix("W/") { return isAny }
    return EntityTags.contains(value.span, 0..<value.count, opaque: opaque, weakly: weakly)
  }

  /// Whether the list contains a tag of one revision, in any representation, or is `*`. Weak tags
  /// never match.
  /// - Parameter revision: the tag of the revision, with its quotes.
  package func contains(revision: String) -> Bool {
    if contains(revision, weakly: false) { return true }
    let prefix = EntityTags.opaque(Array(revision.utf8)) + [EntityTags.separator]
    let span = value.span
    var found = false
    span.forEachMember(of: 0..<value.count) { member in
      found =
        member.count > prefix.count + 1 && span[member.lowerBound] == 34
        && prefix.indices.allSatisfy { span[member.lowerBound + 1 + $0] == prefix[$0] }
      return !found
    }
    return found
  }

  /// The strong tag of one representation of a revision: `"revision.content"`. It changes with the content (RFC 9110
  /// 8.8.1), and `contains(revision:)` still finds its revision.
  package static func tag(of content: [UInt8], revision: String) -> String {
    "\""
      + String(decoding: opaque(Array(revision.utf8)) + [separator] + opaque(Array(content.etag.utf8)), as: UTF8.self)
      + "\""
  }

  private static let separator = UInt8(ascii: ".")

  /// Whether the value is `*`, which matches anything that exists.
  private var isAny: Bool {
    value == [42]
  }

  /// The text between the quotes of a tag, without the suffix of a content coding.
  package static func opaque(_ tag: [UInt8]) -> [UInt8] {
    var opaque = tag.starts(with: [87, 47]) ? tag.dropFirst(2) : tag[...]
    if opaque.first == 34, opaque.last == 34, opaque.count >= 2 { opaque = opaque.dropFirst().dropLast() }
    return Array(
      opaque.count > suffix.count && opaque.suffix(suffix.count) == suffix[...]
        ? opaque.dropLast(suffix.count) : opaque)
  }

  package static let suffix: [UInt8] = Array("-gzip".utf8)

  /// Whether the list in `range` contains the tag `opaque`, with or without suffix. Allocates nothing.
  package static func contains(_ bytes: Span<UInt8>, _ range: Range<Int>, opaque: [UInt8], weakly: Bool) -> Bool {
    if range.count == 1, bytes[range.lowerBound] == 42 { return true }
    var found = false
    bytes.forEachMember(of: range) { member in
      var start = member.lowerBound
      if member.count > 2, bytes[start] == 87, bytes[start + 1] == 47 {
        guard weakly else { return true }
        start += 2
      }
      let end = member.upperBound
      guard end - start >= 2, bytes[start] == 34, bytes[end - 1] == 34 else { return true }
      found = equals(bytes, start + 1..<end - 1, opaque)
      return !found
    }
    return found
  }

  private static func equals(_ bytes: Span<UInt8>, _ range: Range<Int>, _ opaque: [UInt8]) -> Bool {
    guard range.count == opaque.count || range.count == opaque.count + 5 else { return false }
    for index in 0..<opaque.count where bytes[range.lowerBound + index] != opaque[index] { return false }
    return range.count == opaque.count
      || bytes.equals(range.lowerBound + opaque.count..<range.upperBound, "-gzip")
  }
}

// A path pattern, parsed into segments and checked.

/// `/releases/{id}` as segments: literal text, or the name of a parameter.
struct Pattern {
  enum Segment: Equatable {
    case literal([UInt8])
    case parameter(String)
  }

  let segments: [Segment]

  var parameterNames: [String] {
    segments.compactMap { if case .parameter(let name) = $0 { name } else { nil } }
  }

  /// - Parameter route: the route's name, for the error's text.
  init(_ pattern: String, suffixes: [String], route: String) throws(RouteClash) {
    func fault(_ reason: String) -> RouteClash { .malformed(route: route, reason: reason) }

    guard pattern.hasPrefix("/") else { throw fault("a pattern begins with /") }
    var segments: [Segment] = []
    if pattern != "/" {
      for text in pattern.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
        guard let segment = Self.segment(text) else {
          throw fault("the segment “\(text)” is neither plain text nor one {parameter}")
        }
        if case .parameter(let name) = segment, segments.contains(segment) {
          throw fault("the parameter {\(name)} occurs twice")
        }
        segments.append(segment)
      }
    }
    for (index, suffix) in suffixes.enumerated() {
      guard !segments.isEmpty else { throw fault("the root has no segment for a suffix") }
      guard !suffix.isEmpty, suffix.utf8.allSatisfy(Self.isAlphanumeric) else {
        throw fault("the suffix “\(suffix)” must be letters and digits")
      }
      guard !suffixes[..<index].contains(suffix) else { throw fault("the suffix “\(suffix)” is declared twice") }
    }
    self.segments = segments
  }

  private static func segment(_ text: Substring) -> Segment? {
    if text.hasPrefix("{"), text.hasSuffix("}") {
      let name = text.dropFirst().dropLast()
      return !name.isEmpty && name.utf8.allSatisfy(isAlphanumeric) ? .parameter(String(name)) : nil
    }
    let bytes = Array(text.utf8)
    return !bytes.isEmpty && bytes.allSatisfy(isUnreserved) ? .literal(bytes) : nil
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }

  /// Characters that never need percent-encoding (RFC 3986 section 2.3), so that a literal has one decoded spelling.
  private static func isUnreserved(_ byte: UInt8) -> Bool {
    isAlphanumeric(byte) || "-._~".utf8.contains(byte)
  }
}

// Finds the links of a passage, `[text](target)`, in one pass over its bytes.

struct Brackets {
  struct Link {
    var text: Range<Int>
    var target: Range<Int>
    /// The byte after the closing parenthesis.
    var end: Int
  }

  private var links: [Int: Link] = [:]
  private var broken: Set<Int> = []
  /// True when the passage contains `](`. Brackets that are not links must then be escaped.
  private(set) var hasTargets = false

  init(_ bytes: [UInt8]) {
    var open: [(start: Int, hasInner: Bool)] = []
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case 0x5C:
        index += 1
      case 0x5B:
        if !open.isEmpty { open[open.count - 1].hasInner = true }
        open.append((index, false))
      case 0x5D:
        guard let bracket = open.popLast(), index + 1 < bytes.count, bytes[index + 1] == 0x28 else { break }
        hasTargets = true
        guard !bracket.hasInner, let (target, end) = Self.target(bytes, from: index + 2) else {
          broken.insert(bracket.start)
          break
        }
        links[bracket.start] = Link(text: (bracket.start + 1)..<index, target: target, end: end)
        index = end - 1
      default: break
      }
      index += 1
    }
    broken.formUnion(open.map(\.start))
  }

  func link(at start: Int) -> Link? { links[start] }

  /// True for a bracket without a closing bracket or with an unreadable target.
  func isBroken(at start: Int) -> Bool { broken.contains(start) }

  /// The address between the parentheses, without a quoted title; nil when they do not close.
  private static func target(_ bytes: [UInt8], from start: Int) -> (Range<Int>, Int)? {
    var depth = 0
    var end = start
    var addressEnd: Int?
    while end < bytes.count, end - start <= 2048 {
      switch bytes[end] {
      case 0x5B: return nil
      case 0x28: depth += 1
      case 0x29 where depth > 0: depth -= 1
      case 0x29: return (start..<(addressEnd ?? end), end + 1)
      case 0x22, 0x27:
        if addressEnd == nil, end > start, bytes[end - 1] == 0x20 { addressEnd = end - 1 }
      default: break
      }
      end += 1
    }
    return nil
  }
}

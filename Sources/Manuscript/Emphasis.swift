// Pairs the runs of asterisks and underscores in a paragraph. Runs without a pair are plain characters.

struct Emphasis {
  struct Run {
    /// The place of the run in the output; `source` is its place in the source.
    var position: Int
    var source: Int
    var mark: UInt8
    var count: Int
    var opens: Bool
    var closes: Bool
    var isPaired = false

    /// Runs pair with runs of the same mark and length.
    fileprivate var kind: Int { (mark == 0x2A ? 0 : 4) + min(count, 4) - 1 }
  }

  private(set) var runs: [Run] = []

  /// Adds a run. Spaces around it, or letters around underscores, keep it from opening or closing.
  mutating func add(mark: UInt8, count: Int, at position: Int, source: Int, before: UInt8?, after: UInt8?) {
    let followed = after.map { $0 != 0x20 } ?? false
    let preceded = before.map { $0 != 0x20 } ?? false
    let isUnderscore = mark == 0x5F
    runs.append(
      Run(
        position: position, source: source, mark: mark, count: count,
        opens: followed && !(isUnderscore && Self.isWordByte(before)),
        closes: preceded && !(isUnderscore && Self.isWordByte(after))))
  }

  /// Pairs every closing run with the nearest open run of its kind. Open runs in between become plain.
  mutating func pair() {
    var open: [Int] = []
    var openOfKind = [Int](repeating: 0, count: 8)
    for index in runs.indices {
      let run = runs[index]
      if run.closes, run.count <= 3, openOfKind[run.kind] > 0 {
        while let top = open.popLast() {
          openOfKind[runs[top].kind] -= 1
          if runs[top].kind == run.kind {
            runs[top].isPaired = true
            break
          }
        }
        runs[index].isPaired = true
      } else if run.opens, run.count <= 3 {
        open.append(index)
        openOfKind[run.kind] += 1
      }
    }
  }

  private static func isWordByte(_ byte: UInt8?) -> Bool {
    switch byte {
    case .some(0x30...0x39), .some(0x41...0x5A), .some(0x61...0x7A), .some(0x80...0xFF): true
    default: false
    }
  }
}

// The bytes of one or more lines as running text, with the source line of each byte.

struct Passage: Sendable {
  private(set) var bytes: [UInt8] = []
  private var marks: [(start: Int, line: Int)] = []

  init(_ lines: [Line]) {
    for line in lines { append(line) }
  }

  /// Appends a line after a space, or without one when a hyphen splits a word.
  private mutating func append(_ line: Line) {
    if !bytes.isEmpty {
      if !splitsWord(before: line) { bytes.append(0x20) } else if line.startsSmall { bytes.removeLast() }
    }
    marks.append((bytes.count, line.number))
    bytes += line.bytes
  }

  private func splitsWord(before next: Line) -> Bool {
    guard bytes.count >= 2, bytes[bytes.count - 1] == 0x2D, let word = next.words.first, word.range.lowerBound == 0
    else {
      return false
    }
    let hangs: Set<String> = ["en", "of", "et", "ou", "and", "or", "und", "oder"]
    return bytes[bytes.count - 2] != 0x20 && bytes[bytes.count - 2] != 0x2D && !hangs.contains(word.folded)
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The source line of the byte at an offset.
  func line(at offset: Int) -> Int {
    var low = 0
    var high = marks.count
    while low < high {
      let middle = (low + high) / 2
      if marks[middle].start <= offset { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? marks.first?.line ?? 0 : marks[low - 1].line
  }
}

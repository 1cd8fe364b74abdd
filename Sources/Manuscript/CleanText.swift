// The raw text as cleaned lines: one kind of line break and of space, composed accents, no invisible characters.

/// The lines of a manuscript. Every line keeps its number in the raw text.
struct CleanText {
  private(set) var lines: [Line] = []
  /// True when the bytes are not text, but an image, an archive or a word processor's format.
  private(set) var isBinary = false

  /// The number of the line in which the text after the last of `limit` lines is joined; nil for a shorter text.
  private(set) var joinedNumber: Int?

  /// No press text has more lines. What follows is read as one paragraph, so that time and memory stay small.
  private static let limit = 20_000

  private var current: [UInt8] = []
  private var last: Unicode.Scalar = " "
  private var number = 1
  private var pendingSpace = false
  /// The width of the pending space: a tab or four spaces divide columns.
  private var pendingWidth = 0
  private var columns: [Int] = []
  private var strange = 0

  init(_ raw: String) {
    if raw.hasPrefix("%PDF-") || raw.hasPrefix("{\\rtf") || raw.hasPrefix("PK\u{3}\u{4}") {
      isBinary = true
      return
    }
    var count = 0
    var previous: Unicode.Scalar = " "
    for scalar in raw.unicodeScalars {
      count += 1
      if scalar == "\n", previous == "\r" {
        previous = scalar
        continue
      }
      take(scalar)
      previous = scalar
    }
    closeLine()
    isBinary = isBinary || (strange > 3 && strange * 50 > count)
    if isBinary { lines = [] }
  }

  private mutating func take(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x20, 0x09, 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000:
      pendingSpace = true
      pendingWidth += scalar == "\t" ? 4 : 1
    case 0x0A, 0x0D:
      breakLine()
      number += 1
    case 0x0B, 0x0C, 0x85, 0x2028, 0x2029:
      breakLine()
    case 0xAD, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060, 0x2066...0x2069, 0xFEFF:
      break
    case 0x2010, 0x2011:
      append("-")
    case 0:
      isBinary = true
    case 0x01...0x1F, 0x7F...0x9F:
      strange += 1
    case 0x300...0x36F:
      if !current.isEmpty, !pendingSpace, let letter = Folding.composed(last, scalar) {
        current.removeLast(UTF8.width(last))
        append(letter)
      } else {
        append(scalar)
      }
    default:
      if scalar.value == 0xFFFD { strange += 1 }
      append(scalar)
    }
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    if pendingSpace, !current.isEmpty {
      if pendingWidth >= 4 { columns.append(current.count) }
      current.append(0x20)
    }
    pendingSpace = false
    pendingWidth = 0
    if scalar.value < 0x80 {
      current.append(UInt8(scalar.value))
    } else {
      current += UTF8.encode(scalar).map(Array.init) ?? []
    }
    last = scalar
  }

  private mutating func breakLine() {
    if lines.count < Self.limit { return closeLine() }
    joinedNumber = joinedNumber ?? number
    pendingSpace = true
    pendingWidth += 1
  }

  private mutating func closeLine() {
    lines.append(Line(number: joinedNumber ?? number, bytes: current, columns: columns))
    current = []
    pendingSpace = false
    (pendingWidth, columns) = (0, [])
  }
}

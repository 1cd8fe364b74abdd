// Finds the telephone numbers in a line.

enum PhoneScan {
  /// The byte ranges of digits that could be a phone number.
  static func ranges(in line: Line) -> [Range<Int>] {
    let bytes = line.bytes
    var found: [Range<Int>] = []
    var index = 0
    while index < bytes.count {
      guard isStart(bytes, index) else {
        index += 1
        continue
      }
      let end = end(bytes, from: index)
      let digits = bytes[index..<end].count { isDigit($0) }
      if digits >= 3 { found.append(index..<end) }
      index = max(end, index + 1)
    }
    return found
  }

  /// True for enough digits with a label, or with a zero, a plus or 32 in front. Years and postal codes lack these.
  static func isNumber(_ printed: String, isLabelled: Bool) -> Bool {
    let digits = printed.utf8.count { isDigit($0) }
    let line = Line(number: 0, text: printed)
    if let date = DateMention.all(in: line).first, date.words.count == line.words.count { return false }
    if isLabelled { return digits >= 3 }
    let opening = printed.utf8.first { $0 != 0x28 }
    return digits >= 6 && (opening == 0x30 || opening == 0x2B || printed.hasPrefix("32"))
  }

  private static func isStart(_ bytes: [UInt8], _ index: Int) -> Bool {
    let byte = bytes[index]
    if index > 0, isDigit(bytes[index - 1]) || isLetter(bytes[index - 1]) || bytes[index - 1] == 0x2D { return false }
    if isDigit(byte) { return true }
    guard byte == 0x2B || byte == 0x28, index + 1 < bytes.count else { return false }
    return isDigit(bytes[index + 1]) || bytes[index + 1] == 0x2B
  }

  /// The end of the number. After eight digits, a dash or slash between spaces ends it.
  private static func end(_ bytes: [UInt8], from start: Int) -> Int {
    var index = start + (bytes[start] == 0x2B || bytes[start] == 0x28 ? 1 : 0)
    if index < bytes.count, bytes[index] == 0x2B { index += 1 }
    var digits = 0
    var end = index
    while index < bytes.count {
      let byte = bytes[index]
      if isDigit(byte) {
        digits += 1
        index += 1
        end = index
      } else if byte == 0x20 || byte == 0x2E || byte == 0x29 || byte == 0x28 || byte == 0x2F || byte == 0x2D {
        let isSpaced = byte == 0x2F || byte == 0x2D ? bytes[index - 1] == 0x20 : false
        if digits >= 8, isSpaced { break }
        if byte == 0x28, digits >= 8 { break }
        index += 1
      } else if byte == 0xE2, index + 2 < bytes.count, bytes[index + 1] == 0x80, digits < 8 || bytes[index - 1] != 0x20
      {
        index += 3
      } else {
        break
      }
    }
    return end
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte >= 0x80
  }
}

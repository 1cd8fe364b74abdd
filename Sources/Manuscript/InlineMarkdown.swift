// Writes running text of a manuscript as safe Markdown, with its links and emphasis; the rest is plain text.

import Values

/// One passage as plain text or as Markdown without HTML and unsafe links.
struct InlineMarkdown {
  private(set) var text = ""
  private(set) var links: [Draft.Link] = []
  private(set) var findings: [Finding] = []

  /// More findings of one passage tell nothing new.
  private static let most = 200

  private let passage: Passage
  private let isPlain: Bool
  private let language: Language
  private let brackets: Brackets
  private var output: [UInt8] = []
  private var emphasis = Emphasis()
  private var index = 0
  private var isInLink = false

  init(_ passage: Passage, language: Language, plain: Bool = false) {
    self.passage = passage
    self.language = language
    isPlain = plain
    brackets = Brackets(passage.bytes)
    output.reserveCapacity(passage.bytes.count + 16)
    take(until: passage.bytes.count)
    finish()
  }

  private mutating func take(until end: Int) {
    let bytes = passage.bytes
    while index < end {
      switch bytes[index] {
      case 0x5C: takeBackslash(end)
      case 0x3C: takeAngle(end)
      case 0x21 where index + 1 < end && bytes[index + 1] == 0x5B && brackets.link(at: index + 1) != nil:
        index += 1  // An image becomes a link to it.
      case 0x5B: takeBracket()
      case 0x60 where !isPlain: put("\\`")
      case 0x2A, 0x5F: takeRun(end)
      case 0x68 where isAddressStart(end): takeAddress(end)
      case 0x2E where isBareAddress(end): takeBareAddress(end)
      default:
        output.append(bytes[index])
        index += 1
      }
    }
  }

  private mutating func put(_ literal: String) {
    output += Array(literal.utf8)
    index += 1
  }

  /// Keeps an escape of the manuscript.
  private mutating func takeBackslash(_ end: Int) {
    let bytes = passage.bytes
    let escapes = index + 1 < end && Self.isPunctuation(bytes[index + 1])
    if escapes, bytes[index + 1] != 0x3C {
      if !isPlain { output.append(0x5C) }
      output.append(bytes[index + 1])
      index += 2
    } else if escapes {
      index += 1
    } else {
      put(isPlain ? "\\" : "\\\\")
    }
  }

  /// `<https://…>` is a link; any other `<` is shown as it is.
  private mutating func takeAngle(_ end: Int) {
    let bytes = passage.bytes
    let limit = min(end, index + 2048)
    let close = bytes[(index + 1)..<limit].firstIndex { $0 == 0x3E || $0 == 0x3C || $0 == 0x20 }
    if let close, bytes[close] == 0x3E, !isInLink {
      let inner = String(decoding: bytes[(index + 1)..<close], as: UTF8.self)
      if case .address(let url) = LinkTarget(inner), inner.utf8.contains(where: ":@".utf8.contains) {
        output += Array((isPlain ? inner : "<\(url)>").utf8)
        note(inner, url, .unchecked, at: index)
        index = close + 1
        return
      }
    }
    if findings.count < Self.most, index + 1 < end, Self.isTagStart(bytes[index + 1]) {
      let tagLimit = min(end, index + 200)
      let tagEnd = bytes[index..<tagLimit].firstIndex(of: 0x3E).map { $0 + 1 } ?? min(tagLimit, index + 40)
      let tag = String(decoding: bytes[index..<tagEnd], as: UTF8.self)
      findings.append(Finding(.escapedHTML, line: passage.line(at: index), value: tag))
    }
    put(isPlain ? "<" : "&lt;")
  }

  private mutating func takeBracket() {
    guard let link = brackets.link(at: index) else {
      if findings.count < Self.most, brackets.isBroken(at: index) {
        let excerpt = String(decoding: passage.bytes[index..<min(passage.bytes.count, index + 60)], as: UTF8.self)
        findings.append(Finding(.unclosedMarkdown, line: passage.line(at: index), value: excerpt))
      }
      return put(brackets.hasTargets && !isPlain ? "\\[" : "[")
    }
    let printed = String(decoding: passage.bytes[link.target], as: UTF8.self)
    let source = index
    let target = LinkTarget(printed)
    let label = InlineMarkdown.label(passage, link.text, language: language)
    let name = label.isEmpty ? printed : label
    index += 1
    isInLink = true
    defer { isInLink = false }
    if case .address(let url) = target {
      note(name, url, .unchecked, at: source)
      if !isPlain { output.append(0x5B) }
      take(until: link.text.upperBound)
      if label.isEmpty { output += Array(name.utf8) }
      if !isPlain { output += Array("](\(url))".utf8) }
    } else {
      take(until: link.text.upperBound)
      report(target, name: name, printed: printed, at: source)
    }
    index = link.end
  }

  private mutating func report(_ target: LinkTarget, name: String, printed: String, at source: Int) {
    let line = passage.line(at: source)
    if target == .unsafe { findings.append(Finding(.unsafeLink, line: line, value: printed)) }
    findings.append(
      Finding(
        target == .empty ? .emptyLink : .placeholderLink, line: line, value: name,
        about: printed.isEmpty ? nil : printed))
    note(name, nil, .placeholder, at: source)
  }

  private mutating func note(_ text: String, _ url: String?, _ state: Draft.Link.State, at source: Int) {
    links.append(
      Draft.Link(
        text: text, url: url, state: state, line: passage.line(at: source), language: language.rawValue))
  }

  private mutating func takeRun(_ end: Int) {
    let bytes = passage.bytes
    let mark = bytes[index]
    var stop = index
    while stop < end, bytes[stop] == mark { stop += 1 }
    emphasis.add(
      mark: mark, count: stop - index, at: output.count, source: index,
      before: index > 0 ? bytes[index - 1] : nil, after: stop < bytes.count ? bytes[stop] : nil)
    output += bytes[index..<stop]
    index = stop
  }

  private func isAddressStart(_ end: Int) -> Bool {
    let bytes = passage.bytes
    if index > 0, Self.isLetterOrDigit(bytes[index - 1]) { return false }
    let head = String(decoding: bytes[index..<min(end, index + 8)], as: UTF8.self)
    return head.hasPrefix("http://") || head.hasPrefix("https://")
  }

  /// The start of the word around the index.
  private var wordStart: Int {
    var start = index
    while start > 0, index - start < 80,
      Self.isLetterOrDigit(passage.bytes[start - 1]) || passage.bytes[start - 1] == 0x2D
    {
      start -= 1
    }
    return start
  }

  /// True at the first period of an address such as `www.museum.example` or `museum.example/pers`.
  private func isBareAddress(_ end: Int) -> Bool {
    let bytes = passage.bytes
    guard !isInLink, index + 1 < end, Self.isLetterOrDigit(bytes[index + 1]), index > 0 else { return false }
    let start = wordStart
    guard start < index, output.count >= index - start else { return false }
    if start > 0, ![0x20, 0x28, 0x3C, 0x7C, 0x2A, 0x5F, 0x3A, 0x22].contains(bytes[start - 1]) { return false }
    guard output.suffix(index - start).elementsEqual(bytes[start..<index]) else { return false }
    let stop = addressEnd(end)
    guard !bytes[start..<stop].contains(0x40), stop == end || bytes[stop] != 0x40 else { return false }
    return BareAddress.isOne(bytes[start..<stop])
  }

  private func addressEnd(_ end: Int) -> Int {
    let bytes = passage.bytes
    let ends: [UInt8] = [0x20, 0x3C, 0x3E, 0x22, 0x5B, 0x5D, 0x60, 0x5C, 0x29, 0x28, 0x2C, 0x3B, 0x7C]
    var stop = index
    while stop < end, stop - index < 300, !ends.contains(bytes[stop]) { stop += 1 }
    while stop > index, [0x2E, 0x3A, 0x21, 0x3F, 0x27, 0x2A, 0x5F, 0xE2].contains(bytes[stop - 1]) { stop -= 1 }
    return stop
  }

  private mutating func takeBareAddress(_ end: Int) {
    let start = wordStart
    let stop = addressEnd(end)
    let printed = String(decoding: passage.bytes[start..<stop], as: UTF8.self)
    output.removeLast(index - start)
    if case .address(let url) = LinkTarget("https://" + printed) {
      note(printed, url, .unchecked, at: start)
      output += Array((isPlain ? printed : "[\(printed)](\(url))").utf8)
    } else {
      output += Array(printed.utf8)
    }
    index = stop
  }

  /// Turns a bare web address into a link, without the punctuation of its sentence.
  private mutating func takeAddress(_ end: Int) {
    let bytes = passage.bytes
    var stop = index
    while stop < end, ![0x20, 0x3C, 0x3E, 0x22, 0x5B, 0x5D, 0x60, 0x5C, 0x29, 0x28].contains(bytes[stop]) { stop += 1 }
    while stop > index, [0x2E, 0x2C, 0x3B, 0x3A, 0x21, 0x3F, 0x27, 0x2A, 0x5F].contains(bytes[stop - 1]) { stop -= 1 }
    let printed = String(decoding: bytes[index..<stop], as: UTF8.self)
    guard case .address(let url) = LinkTarget(printed) else {
      output += Array(printed.utf8)
      index = stop
      return
    }
    if !isInLink { note(printed, url, .unchecked, at: index) }
    output += Array((isPlain || isInLink ? printed : "<\(url)>").utf8)
    index = stop
  }

  /// Escapes the marks of emphasis that need it. In plain text they are dropped.
  private mutating func finish() {
    emphasis.pair()
    var final: [UInt8] = []
    final.reserveCapacity(output.count)
    var copied = 0
    for run in emphasis.runs {
      final += output[copied..<run.position]
      copied = run.position + run.count
      if run.isPaired {
        if !isPlain { final += output[run.position..<copied] }
      } else {
        if run.opens || run.closes, run.count == 2 { reportUnclosed(run) }
        for _ in 0..<run.count { final += isPlain ? [run.mark] : [0x5C, run.mark] }
      }
    }
    final += output[copied...]
    text = String(decoding: final, as: UTF8.self)
  }

  private mutating func reportUnclosed(_ run: Emphasis.Run) {
    let end = min(passage.bytes.count, run.source + 40)
    let excerpt = String(decoding: passage.bytes[run.source..<end], as: UTF8.self)
    findings.append(Finding(.unclosedMarkdown, line: passage.line(at: run.source), value: excerpt))
  }

  /// The text of a link without its marks.
  private static func label(_ passage: Passage, _ range: Range<Int>, language: Language) -> String {
    let line = Line(number: 0, text: String(decoding: passage.bytes[range], as: UTF8.self))
    return InlineMarkdown(Passage([line]), language: language, plain: true).text.trimmed
  }

  private static func isPunctuation(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
    default: false
    }
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...0xFF: true
    default: false
    }
  }

  private static func isTagStart(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x41...0x5A, 0x61...0x7A, 0x2F, 0x21, 0x3F: true
    default: false
    }
  }
}

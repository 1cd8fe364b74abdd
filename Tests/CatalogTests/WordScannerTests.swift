// Splitting text into words for the search index.

import Testing

@testable import Catalog
@testable import Values

@Suite struct WordScannerTests {
  static func words(_ text: String) -> [String] {
    Array(text.utf8).withUnsafeBytes { bytes in
      var scanner = WordScanner(bytes)
      var words: [String] = []
      while scanner.next() != nil { words.append(String(decoding: scanner.word, as: UTF8.self)) }
      return words
    }
  }

  private static let texts: [(String, String)] = [
    ("Industriële toekomst", "industriele toekomst"), ("L’œuvre d'Émile, c’est ÇA", "l oeuvre d emile c est ca"),
    ("Schaarbeek-Vorming", "schaarbeek vorming"), ("Straße Łódź Ødegård ÆGIR", "strasse lodz odegard aegir"),
    ("02/205.68.68 – 115.014 m²", "02 205 68 68 115 014 m"),
    ("soft\u{AD}hyphen zero\u{200B}width", "softhyphen zerowidth"),
    ("strate\u{301}gie e\u{308}", "strategie e"), ("Αθήνα Київ ŋ ９", "αθηνα киів ŋ 9"), ("", ""),
    ("… – \u{1F600} !", ""),
    ("𝔘x a\u{1}b", "𝔘x a b"), ("BRUPARTNERS", "brupartners"),
  ]

  @Test(arguments: texts)
  func `a word is found as people type it`(text: String, words: String) {
    #expect(Self.words(text).joined(separator: " ") == words)
  }

  @Test func `the position of a word is that of its letters`() {
    let text = "De «industriële» œuvre."
    Array(text.utf8).withUnsafeBytes { bytes in
      var scanner = WordScanner(bytes)
      var found: [String] = []
      while let range = scanner.next() { found.append(String(decoding: bytes[range], as: UTF8.self)) }
      #expect(found == ["De", "industriële", "œuvre"])
    }
  }

  @Test(arguments: ["De raad, één raad; raadpleeg – d’Œuvre en œuvre. \u{301}eé Straatraad", "", "raad", "…raad"])
  func `skipping other words finds the same as reading them all`(text: String) {
    Array(text.utf8).withUnsafeBytes { bytes in
      for wanted in ["raad", "oeuvre", "een", "e"].map({ Array($0.utf8) }) {
        var (all, some) = (WordScanner(bytes), WordScanner(bytes))
        var (read, found): ([Range<Int>], [Range<Int>]) = ([], [])
        while let range = all.next() { if all.word.first == wanted.first { read.append(range) } }
        while some.skip(to: WordScanner.FirstLetters([wanted])), let range = some.next() { found.append(range) }
        #expect(found == read, "\(text)")
      }
    }
  }

  @Test func `a very long word is cut, and invalid UTF-8 does no harm`() {
    #expect(Self.words(String(repeating: "a", count: 500) + " b") == [String(repeating: "a", count: 64), "b"])
    let bytes: [UInt8] = [0xFF, 0xC3, 0x61, 0xE2, 0x82, 0x20, 0x62, 0xF0, 0x9F, 0xC3]
    bytes.withUnsafeBytes { bytes in
      var scanner = WordScanner(bytes)
      while let range = scanner.next() { #expect(range.upperBound <= bytes.count) }
    }
  }

  @Test func `forms of a word have one stem, in their language`() {
    let stemmer = Stemmer()
    for (language, forms) in [
      (Language.nl, ["bedrijf bedrijven", "advies adviezen", "werknemer werknemers", "raad raden"]),
      (.fr, ["strategie strategies strategique", "industriel industrielle industriels", "entreprise entreprises"]),
      (.en, ["industry industries", "worker workers"]), (.de, ["betrieb betriebe"]),
    ] as [(Language, [String])] {
      for words in forms.map({ $0.split(separator: " ").map { Array($0.utf8) } }) {
        let stems = words.map { stemmer.stem($0, language).map { String(decoding: $0, as: UTF8.self) } }
        #expect(Set(stems).count == 1 && stems[0]?.hasPrefix("\(language.rawValue):") == true, "\(stems)")
      }
    }
    #expect(stemmer.stem(Array("2025".utf8), .nl) == nil && stemmer.stem(Array("de".utf8), .nl) == nil)
  }
}

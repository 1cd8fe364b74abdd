// Tests the cleaning of raw text from editors and word processors.

import Testing

@testable import Manuscript

@Suite("Clean text")
struct CleanTextTests {
  @Test(
    "keeps line numbers and drops invisible characters",
    arguments: [
      ("\u{FEFF}Titel", ["Titel"]),
      ("een\r\ntwee\r\n", ["een", "twee", ""]),
      ("een\rtwee", ["een", "twee"]),
      ("1\u{A0}000\u{202F}euro", ["1 000 euro"]),
      ("indus\u{AD}trie", ["industrie"]),
      ("caf\u{65}\u{301} industrie\u{308}l", ["café industriël"]),
      ("naam\tfunctie", ["naam functie"]),
      ("   ingesprongen  ", ["ingesprongen"]),
      ("a\u{200B}b\u{202E}c", ["abc"]),
      ("Proefstad\u{2011}Vorming", ["Proefstad-Vorming"]),
      ("", [""]),
    ])
  func cleans(raw: String, lines: [String]) {
    let clean = CleanText(raw)
    #expect(clean.lines.map(\.text) == lines)
    #expect(!clean.isBinary)
  }

  @Test("numbers lines by the breaks of the raw text, not by those inside a line")
  func numbers() {
    let lines = CleanText("een\u{2028}een bis\r\n\r\ndrie").lines.filter { !$0.isBlank }
    #expect(lines.map(\.number) == [1, 1, 3])
  }

  @Test(
    "refuses binary data, and reports everything that is missing",
    arguments: [
      "PK\u{3}\u{4}inhoud", "%PDF-1.7 1 0 obj", "{\\rtf1\\ansi tekst}", "GIF\u{0}\u{0}", "\u{1}\u{2}\u{3}\u{4}\u{5}a",
    ])
  func binary(raw: String) {
    let reading = read(raw)
    #expect(reading.refusals.map(\.code) == [.notText, .missingTitle, .missingText])
    #expect(reading.draft == Draft())
  }

  @Test("reports an absent title and text, alone or together")
  func missing() {
    #expect(read("").refusals.map(\.code) == [.missingTitle, .missingText])
    #expect(read("\n \u{A0}\r\n").refusals.map(\.code) == [.missingTitle, .missingText])
    #expect(read("Alleen een titel").refusals.map(\.code) == [.missingText])
    #expect(
      read("PERSBERICHT\n\nBrussel, 22 mei 2025 – De raad vraagt een plan.").refusals.map(\.code) == [.missingTitle])
    #expect(read("Titel\n\nDe raad vraagt een plan.").refusals == [])
  }

  @Test(
    "reads a few words as a title and a text",
    arguments: [
      "PERSBERICHT\n\nEen titel\n\nEen tekst van de raad", "PRESS RELEASE\nEen titel\nEen tekst van de raad",
      "Een titel\n\nEen tekst van de raad", "Een titel\nEen tekst van de raad",
      "Een titel\n\nEen tekst van de raad\n\nContact: Jan Peeters, 02 555 12 34",
    ])
  func fewWords(text: String) {
    let draft = read(text).draft
    #expect(draft.title.values.first == "Een titel", "\(draft)")
    #expect(draft.lead.values.first == "Een tekst van de raad", "\(draft)")
  }

  @Test("takes no sentence for the title below a title of one word")
  func shortTitle() {
    let draft = read("Titel\n\nEerste zin van de tekst.\n\nTweede zin.").draft
    #expect(draft.title.values.first == "Titel" && draft.lead.values.first == "Eerste zin van de tekst.")
  }

  @Test("gives the same result for any encoding of accents, breaks and spaces")
  func encodings() {
    let plain = read(Samples.dutch)
    let windows = "\u{FEFF}" + Samples.dutch.replacing("\n", with: "\r\n").replacing("België", with: "Belgie\u{308}")
    #expect(read(windows) == plain)
    #expect(read(Samples.dutch.replacing("de haven", with: "de\u{A0}haven")) == plain)
    #expect(read(Samples.dutch + "\n") == plain)
  }
}

// Tests dates in all printed formats, datelines, weekdays, and dates that do not exist.

import Testing

@testable import Manuscript

@Suite("Dates")
struct DateTests {
  @Test(
    "are read in every printed format",
    arguments: [
      "22/05/2025", "22.05.2025", "22-05-2025", "2025-05-22", "22 mei 2025", "22 mai 2025", "22 May 2025",
      "May 22, 2025", "22nd May 2025", "22. Mai 2025", "donderdag 22 mei 2025", "jeudi 22 mai 2025",
      "Thursday, 22 May 2025", "22 MEI 2025", "22/5/2025",
    ])
  func forms(printed: String) {
    let mention = DateMention.all(in: Line(number: 1, text: printed)).first
    #expect(mention?.date?.iso == "2025-05-22")
    #expect(mention?.text == printed)
    #expect(mention?.contradictsItself == false)
  }

  @Test("include the first of the month in French, and short month names")
  func first() {
    #expect(DateMention.all(in: Line(number: 1, text: "le 1er juin 2025")).first?.date?.iso == "2025-06-01")
    #expect(DateMention.all(in: Line(number: 1, text: "3 févr. 2025")).first?.date?.iso == "2025-02-03")
    #expect(DateMention.all(in: Line(number: 1, text: "15 août 2025")).first?.date?.iso == "2025-08-15")
  }

  @Test(
    "are not found in phone numbers, references and amounts",
    arguments: ["02/205.68.68", "0476/21.12.38", "1/2/3", "2024-2025", "24/7", "12.5", "3.14.15.92", "22/05.2025"])
  func none(printed: String) {
    #expect(DateMention.all(in: Line(number: 1, text: printed)).isEmpty)
  }

  @Test(
    "that do not exist are refused, day first",
    arguments: ["31/02/2025", "29/02/2025", "05/22/2025", "31 april 2025", "0/5/2025", "2025-13-01", "32 mai 2025"])
  func impossible(printed: String) {
    let mention = DateMention.all(in: Line(number: 1, text: printed)).first
    #expect(mention != nil)
    #expect(mention?.date == nil)
    let reading = read("Titel\n\nBrussel, \(printed) – De raad vraagt een plan voor de haven.")
    #expect(reading.draft.releaseDate == nil)
    #expect(reading.finding(.invalidDate)?.line == 3)
    #expect(reading.finding(.invalidDate)?.value == printed)
  }

  @Test(
    "with a wrong weekday give a warning, in the dateline and in the text",
    arguments: [
      ("vrijdag 22 mei 2025", "Brussel"), ("vendredi 22 mai 2025", "Bruxelles"), ("Friday 22 May 2025", "Brussels"),
    ])
  func weekday(printed: String, place: String) {
    let reading = read("Titel\n\n\(place), \(printed) – De raad vraagt een plan.")
    #expect(reading.draft.releaseDate == "2025-05-22")
    #expect(reading.finding(.weekdayMismatch)?.about == "thursday")
    #expect(reading.finding(.weekdayMismatch)?.severity == .warning)
    #expect(read("Titel\n\nDe raad komt op \(printed) samen.").finding(.weekdayMismatch)?.line == 3)
  }

  @Test(
    "and places make a dateline, with any separator",
    arguments: [
      ("Brussel, België – 22/05/2025: De raad", "Brussel, België – 22/05/2025"),
      ("Brussel, 22 mei 2025 - De raad", "Brussel, 22 mei 2025"),
      ("Brussel, 22 mei 2025 — De raad", "Brussel, 22 mei 2025"),
      ("BRUXELLES, le 22 mai 2025 – De raad", "BRUXELLES, le 22 mai 2025"),
      ("Bruxelles, le jeudi 22 mai 2025. De raad", "Bruxelles, le jeudi 22 mai 2025"),
      ("Brussels, 22 May 2025 — De raad", "Brussels, 22 May 2025"),
      ("(Brussel, 22.05.2025) De raad", "(Brussel, 22.05.2025)"),
      ("22 mei 2025 – Brussel – De raad", "22 mei 2025 – Brussel"),
      ("**Brussel, 2025-05-22:** De raad", "Brussel, 2025-05-22"),
      ("Brussel\u{A0}– 22\u{A0}mei\u{202F}2025 : De raad", "Brussel – 22 mei 2025"),
    ])
  func dateline(printed: String, expected: String) {
    let draft = read("Titel van het bericht\n\n\(printed) vraagt de stad om een plan voor de haven te maken.").draft
    #expect(draft.releaseDate == "2025-05-22")
    #expect(draft.dateline["nl"] == expected)
    #expect(draft.lead["nl"]?.hasPrefix("De raad vraagt") == true)
  }

  @Test(
    "in a sentence are not datelines",
    arguments: [
      "Op 22 mei 2025 heeft de raad een plan gevraagd.", "De raad koos op 22/05/2025: een plan.",
      "Brussel, 22 mei 2025, was een goede dag.",
    ])
  func noDateline(printed: String) {
    let reading = read("Titel van het bericht\n\n\(printed)")
    #expect(reading.draft.dateline.isEmpty)
    #expect(reading.draft.lead["nl"] == printed)
    #expect(reading.codes.contains(.noReleaseDate))
  }

  @Test("on a line of their own count, above and below the title")
  func ownLine() {
    #expect(
      read("PERSBERICHT\nDatum: 22/05/2025\n\nTitel\n\nDe raad vraagt een plan.").draft.releaseDate == "2025-05-22")
    #expect(read("PERSBERICHT – 22 mei 2025\n\nTitel\n\nDe raad vraagt een plan.").draft.releaseDate == "2025-05-22")
    let draft = read("Titel\n\nBrussel, 22 mei 2025\n\nDe raad vraagt een plan.").draft
    #expect(draft.releaseDate == "2025-05-22")
    #expect(draft.dateline["nl"] == "Brussel, 22 mei 2025")
    #expect(draft.lead["nl"] == "De raad vraagt een plan.")
  }

  @Test("that disagree or have a short year give a warning that names the one kept")
  func unclear() {
    let two = read("PERSBERICHT – 21 mei 2025\n\nTitel\n\nBrussel, 22 mei 2025 – De raad vraagt een plan.")
    #expect(two.draft.releaseDate == "2025-05-22")
    #expect(two.finding(.unclearDate)?.about == "2025-05-22")
    let short = read("Titel\n\nBrussel, 22/05/25 – De raad vraagt een plan.")
    #expect(short.draft.releaseDate == "2025-05-22")
    #expect(short.finding(.unclearDate) != nil)
  }
}

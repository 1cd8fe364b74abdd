// Tests that embargo lines are read to the minute or hold the release.

import Testing

@testable import Manuscript

@Suite("Embargo lines")
struct EmbargoTests {
  private func manuscript(_ line: String) -> String {
    "PERSBERICHT\n\n\(line)\n\nTitel van het bericht\n\nDe raad vraagt een plan voor de haven en voor de stad."
  }

  @Test(
    "give an instant in Brussels time",
    arguments: [
      ("ONDER EMBARGO TOT 22 mei 2025 om 20u", "2025-05-22T18:00:00Z"),
      ("ONDER EMBARGO TOT DONDERDAG 22/05/2025, 20u00", "2025-05-22T18:00:00Z"),
      ("Embargo tot 22 mei 2025, 20 uur", "2025-05-22T18:00:00Z"),
      ("Embargo: 22.05.2025 – 20.00 uur (Brusselse tijd)", "2025-05-22T18:00:00Z"),
      ("STRIKT EMBARGO TOT 22 mei 2025 om 8 uur 's avonds", "2025-05-22T18:00:00Z"),
      ("SOUS EMBARGO JUSQU’AU 22 mai 2025 à 20h00", "2025-05-22T18:00:00Z"),
      ("SOUS EMBARGO JUSQU'AU jeudi 22 mai 2025, 20 h 30", "2025-05-22T18:30:00Z"),
      ("Sous embargo jusqu’au 1er juin 2025 à 6h du matin", "2025-06-01T04:00:00Z"),
      ("EMBARGOED UNTIL 22 May 2025, 8 pm", "2025-05-22T18:00:00Z"),
      ("EMBARGOED UNTIL 8.30 p.m. on Thursday 22 May 2025", "2025-05-22T18:30:00Z"),
      ("Under embargo until 22 May 2025 at 12 noon", "2025-05-22T10:00:00Z"),
      ("EMBARGO: 2025-01-15 06:00", "2025-01-15T05:00:00Z"),
      ("EMBARGO: 2025-01-15 06:00 UTC", "2025-01-15T06:00:00Z"),
      ("EMBARGO: 15 januari 2025, 06:00 CET", "2025-01-15T05:00:00Z"),
      ("ONDER EMBARGO TOT 22 mei 2025 om 24u", "2025-05-22T22:00:00Z"),
      ("NIET PUBLICEREN VÓÓR 22 mei 2025 om 10u", "2025-05-22T08:00:00Z"),
      ("À NE PAS PUBLIER AVANT le 22 mai 2025 à 10h", "2025-05-22T08:00:00Z"),
      ("NOT FOR PUBLICATION BEFORE 22 May 2025, 10:00", "2025-05-22T08:00:00Z"),
      ("ONDER EMBARGO TOT 26 oktober 2025 om 2u30 CEST", "2025-10-26T00:30:00Z"),
      ("ONDER EMBARGO TOT 26 oktober 2025 om 3u", "2025-10-26T02:00:00Z"),
      ("ONDER EMBARGO TOT 30 maart 2025 om 1u59", "2025-03-30T00:59:00Z"),
      ("ONDER EMBARGO TOT 30 maart 2025 om 3u", "2025-03-30T01:00:00Z"),
    ])
  func reads(line: String, expected: String) {
    let reading = read(manuscript(line))
    #expect(reading.draft.embargoUntil?.rfc3339 == expected)
    #expect(!reading.draft.embargoIsUnreadable)
    #expect(!reading.codes.contains(.unreadableEmbargo))
    #expect(reading.draft.title["nl"] == "Titel van het bericht")
  }

  @Test(
    "that cannot be read with certainty hold the release, and give the reason",
    arguments: [
      ("ONDER EMBARGO", EmbargoFault.noDate),
      ("ONDER EMBARGO TOT donderdag 20u", .noDate),
      ("ONDER EMBARGO TOT 22 mei om 20u", .noDate),
      ("ONDER EMBARGO TOT 22 mei 2025", .noTime),
      ("SOUS EMBARGO JUSQU’AU 31/02/2025 à 20h", .invalidDate),
      ("EMBARGOED UNTIL 22 May 2025, 27:00", .invalidTime),
      ("EMBARGOED UNTIL 22 May 2025, 13 pm", .invalidTime),
      ("ONDER EMBARGO TOT 22 mei 2025 om 10u of 11u", .severalTimes),
      ("ONDER EMBARGO TOT na de zitting van 22 mei 2025 om 10u", .otherWords),
      ("ONDER EMBARGO TOT EN MET 22 mei 2025 om 10u", .otherWords),
      ("EMBARGOED UNTIL 22 May 2025, 8 pm New York", .otherWords),
      ("EMBARGO: 22 mei 2025, 06:00 CET", .zone),
      ("ONDER EMBARGO TOT 30 maart 2025 om 2u30", .summerTimeGap),
      ("ONDER EMBARGO TOT 26 oktober 2025 om 2u30", .autumnHour),
    ])
  func holds(line: String, fault: EmbargoFault) {
    let reading = read(manuscript(line))
    #expect(reading.draft.embargoUntil == nil)
    #expect(reading.draft.embargoIsUnreadable)
    let finding = reading.finding(.unreadableEmbargo)
    #expect(finding?.about == fault.rawValue)
    #expect(finding?.line == 3)
    #expect(finding?.severity == .error)
  }

  @Test("are found in any place, and over two lines")
  func places() {
    let text = "De raad vraagt een plan voor de haven en voor de stad."
    let instants = [
      "PERSBERICHT – ONDER EMBARGO TOT 22 mei 2025 om 20u\n\nTitel\n\n\(text)",
      "PERSBERICHT onder embargo tot 22 mei 2025 om 20u\n\nTitel\n\n\(text)",
      "PERSBERICHT\n\nTitel\n\n**ONDER EMBARGO TOT 22 mei 2025 om 20u**\n\n\(text)",
      "PERSBERICHT\n\nTitel\n\n\(text)\n\nONDER EMBARGO TOT 22 mei 2025 om 20u",
      "ONDER EMBARGO TOT\n22 mei 2025 om 20u\n\nTitel\n\n\(text)",
    ].map { read($0).draft.embargoUntil?.rfc3339 }
    #expect(instants == Array(repeating: "2025-05-22T18:00:00Z", count: 5))
  }

  @Test(
    "are not found in a text about an embargo",
    arguments: ["Embargo op wapens blijft nodig", "GEEN EMBARGO", "SANS EMBARGO", "FOR IMMEDIATE RELEASE"])
  func none(line: String) {
    let reading = read("\(line)\n\nTitel van het bericht\n\nDe raad vraagt dat het embargo op de wapens blijft.")
    #expect(reading.draft.embargoUntil == nil)
    #expect(!reading.draft.embargoIsUnreadable)
  }

  @Test("that contradict each other hold the release")
  func conflict() {
    let lines = "ONDER EMBARGO TOT 22 mei 2025 om 20u\nSOUS EMBARGO JUSQU’AU 22 mai 2025 à 21h"
    let reading = read(manuscript(lines))
    #expect(reading.draft.embargoIsUnreadable)
    #expect(reading.draft.embargoUntil == nil)
    #expect(reading.finding(.unreadableEmbargo)?.about == "conflict")
  }
}

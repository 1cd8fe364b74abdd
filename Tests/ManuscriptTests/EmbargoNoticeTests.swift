// Tests that every embargo notice is read or holds the release, and that a text about an embargo does neither.

import RunningNewsroom
import Testing

@testable import Manuscript

@Suite("Embargo notices")
struct EmbargoNoticeTests {
  @Test("are never missed silently", arguments: EmbargoSample.all)
  func seen(sample: EmbargoSample) {
    let reading = read(sample.manuscript)
    let finding = reading.finding(.unreadableEmbargo)
    #expect(reading.draft.embargoUntil?.rfc3339 == sample.instant)
    #expect((finding == nil) == (sample.instant != nil))
    #expect(reading.draft.embargoIsUnreadable == (sample.instant == nil))
    if let finding {
      let lines = sample.manuscript.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      let line = sample.line.split(separator: "\n").map(String.init)[0]
      #expect(finding.line == lines.firstIndex(of: line).map { $0 + 1 })
      #expect(finding.severity == .error)
    }
  }

  @Test("do not become the title", arguments: EmbargoSample.all.filter { $0.place != .forwarded })
  func noTitle(sample: EmbargoSample) {
    #expect(Array(read(sample.manuscript).draft.title.values) == [sample.title])
  }

  @Test("of forwarded mail do not become the title", arguments: EmbargoSample.all.filter { $0.place == .forwarded })
  func noTitleFromMail(sample: EmbargoSample) {
    let title = read(sample.manuscript).draft.title.values.joined()
    #expect(!title.lowercased().contains("embargo"))
  }

  @Test("are not found in a text about an embargo, or in a free text", arguments: EmbargoSample.none)
  func none(sample: EmbargoSample) {
    let reading = read(sample.manuscript)
    #expect(reading.finding(.unreadableEmbargo) == nil)
    #expect(reading.draft.embargoUntil == nil)
    #expect(!reading.draft.embargoIsUnreadable)
  }

  @Test(
    "on the line of the title keep the title",
    arguments: [
      "Testraad vraagt een plan voor de haven (embargo tot 22 mei, 10 uur)",
      "[EMBARGO] Testraad vraagt een plan voor de haven",
      "EMBARGO 22/5 10u – Testraad vraagt een plan voor de haven",
      "Testraad vraagt een plan voor de haven – ONDER EMBARGO",
    ])
  func shared(line: String) {
    let reading = read("PERSBERICHT\n\n\(line)\n\nDe raad vraagt een plan voor de haven en voor de stad.")
    #expect(reading.draft.title == ["nl": "Testraad vraagt een plan voor de haven"])
    #expect(reading.finding(.unreadableEmbargo)?.line == 3)
  }

  @Test("hold a release even in the text, the notes or the contacts")
  func elsewhere() {
    let places = [
      "Contact\nJan VOORBEELD\n0499/00.00.01\nEmbargo 22/5 – 9u", "EINDE\n\nEmbargo 22/5 – 9u",
      "Noot voor de redactie: onder embargo tot 22 mei 10 uur", "Over Testraad\n\nEmbargo 22/5 – 9u",
    ]
    for place in places {
      let reading = read("PERSBERICHT\n\nTitel van het bericht\n\nDe raad vraagt een plan voor de stad.\n\n\(place)")
      #expect(reading.draft.embargoIsUnreadable, "\(place)")
    }
  }

  @Test("are found in time proportional to the text")
  func speed() {
    for part in [
      "niet publiceren ", "embargo | ", "embargo\n", "niet\npubliceren\n", "Dit persbericht ", "embargo tot ",
    ] {
      let text = String(repeating: part, count: (64 << 10) / part.utf8.count)
      let took = processorTime { _ = read(text) }
      #expect(took < .seconds(8), "\(part)")
    }
  }
}

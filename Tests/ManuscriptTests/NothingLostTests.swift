// Tests that every word of a manuscript is in the draft, in a recognized line, or in a finding.

import Foundation
import Manuscript
import Testing

@Suite("Nothing of a manuscript is silently lost")
struct NothingLostTests {
  @Test("in whole manuscripts", arguments: Samples.all)
  func whole(sample: Sample) {
    expectNothingLost(sample.text)
  }

  @Test("in manuscripts that stop after any line", arguments: Samples.all)
  func beginnings(sample: Sample) {
    let lines = sample.text.split(separator: "\n", omittingEmptySubsequences: false)
    for count in lines.indices { expectNothingLost(lines[..<count].joined(separator: "\n")) }
  }

  @Test("in manuscripts that start at any line", arguments: Samples.all)
  func ends(sample: Sample) {
    let lines = sample.text.split(separator: "\n", omittingEmptySubsequences: false)
    for start in lines.indices { expectNothingLost(lines[start...].joined(separator: "\n")) }
  }

  @Test("in manuscripts without blank lines, or with one after every line", arguments: Samples.all)
  func spacing(sample: Sample) {
    let lines = sample.text.split(separator: "\n")
    expectNothingLost(lines.joined(separator: "\n"))
    expectNothingLost(lines.joined(separator: "\n\n"))
  }

  @Test("in manuscripts with their lines in another order", arguments: 1...150)
  func shuffled(seed: Int) {
    var lines = Samples.all[seed % Samples.all.count].text.split(separator: "\n", omittingEmptySubsequences: false)
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15
    for index in lines.indices.reversed() where index > 0 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      lines.swapAt(index, Int(state >> 33) % (index + 1))
    }
    expectNothingLost(lines.joined(separator: "\n"))
  }

  private func expectNothingLost(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) {
    let reading = read(text)
    let draft = reading.draft
    var kept: [String] = []
    for field in [
      draft.title, draft.subtitle, draft.lead, draft.body, draft.boilerplate, draft.dateline, draft.notesToEditors,
    ] {
      kept += field.values
    }
    for contact in draft.contacts {
      kept += [contact.name, contact.email, contact.printedPhone, contact.organisation].compactMap { $0 }
      kept += contact.role.values
      kept += contact.group.values
    }
    kept += draft.links.flatMap { [$0.text, $0.url ?? ""] }
    kept += reading.recognised.map(\.text)
    kept += reading.findings.flatMap { [$0.value ?? "", $0.about ?? ""] }
    let printed = kept.joined(separator: " ").replacing("&lt;", with: "<")
    let lost = words(text).subtracting(words(printed))
    #expect(lost == [], sourceLocation: sourceLocation)
  }

  private func words(_ text: String) -> Set<String> {
    Set(text.precomposedStringWithCanonicalMapping.split { !$0.isLetter && !$0.isNumber }.map(String.init))
  }
}

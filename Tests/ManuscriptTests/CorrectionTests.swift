// Tests the release that a correction proposes to correct.

import Manuscript
import Testing

@Suite("Corrections")
struct CorrectionTests {
  private let text = "Het juiste cijfer is 12 en niet 21, en de raad betreurt dat het in het bericht stond."

  @Test("find the release by the title that they quote")
  func byTitle() {
    let reading = read(Samples.correction)
    #expect(reading.draft.kind == .correction)
    #expect(reading.draft.title["nl"] == "Verbetering bij het persbericht")
    #expect(reading.draft.corrects?.release == "2025-03-03-haven")
    #expect(!reading.codes.contains(.unknownCorrected))
  }

  @Test("find the release by its title as their own, in any language")
  func bySameTitle() {
    #expect(read("RECTIFICATIE\n\nDE HAVEN GROEIT VERDER\n\n\(text)").draft.corrects?.release == "2025-03-03-haven")
    #expect(read("RECTIFICATIF : Le port continue de grandir\n\n\(text)").draft.corrects?.release == "2025-03-03-haven")
  }

  @Test(
    "find the release by its date",
    arguments: [
      "RECTIFICATIE bij het persbericht van 3 maart 2025", "RECTIFICATIF au communiqué du 3 mars 2025",
      "CORRECTION to the press release of 3 March 2025", "ERRATUM – persbericht van 03/03/2025",
    ])
  func byDate(line: String) {
    let draft = read("\(line)\n\n\(text)").draft
    #expect(draft.kind == .correction)
    #expect(draft.title.isEmpty == false)
    #expect(draft.corrects?.release == "2025-03-03-haven")
    #expect(draft.corrects?.date == "2025-03-03")
  }

  @Test("keep the title and date that they mention when no release matches, and report it")
  func unknown() {
    let reading = read(
      "ERRATUM\n\nVerbetering\n\nIn het bericht “Een heel andere titel” van 1 april 2025 stond een fout.")
    #expect(reading.draft.corrects?.release == nil)
    #expect(reading.draft.corrects?.title == "Een heel andere titel")
    #expect(reading.draft.corrects?.date == "2025-04-01")
    #expect(reading.finding(.unknownCorrected)?.severity == .warning)
    #expect(read("ERRATUM\n\nVerbetering\n\nEr stond een fout in.").draft.corrects == nil)
  }
}

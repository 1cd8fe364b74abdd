// Tests that long and hostile texts are read in time proportional to their length.

import Manuscript
import RunningNewsroom
import Testing

@Suite("Speed", .serialized)
struct SpeedTests {
  private func text(of size: Int, repeating part: String) -> String {
    "PERSBERICHT\n\nTitel\n\nEen zin vooraf.\n\n" + String(repeating: part, count: max(1, size / part.utf8.count))
  }

  @Test("A text of one MiB is read in seconds, even unoptimized")
  func long() {
    let sentence = "De raad vraagt dat de stad een plan maakt voor de haven en voor de bedrijven die er werken.\n\n"
    let text = text(of: 1 << 20, repeating: sentence)
    let took = processorTime { #expect(read(text).refusals.isEmpty) }
    #expect(took < .seconds(20))
  }

  @Test(
    "A hostile text takes no longer than a plain one",
    arguments: [
      "[", "[](", "[a](b", "[[](", "<a", "**a ", "*a", "_a ", "a@b.c ", "@", "0", "02/555.01.00 ", "22/05/2025 ", "\n",
      "a\n", "Contact\n", "Contact\n\nJan VOORBEELD\n0499/00.00.01\n\n", "ONDER EMBARGO TOT 22 mei 2025 om 20u\n",
      "PERSBERICHT\n\nDe raad is van het\n\nCOMMUNIQUÉ DE PRESSE\n\nLe conseil est de la\n\n", "- a\n", "e\u{301}", "(",
      "https://a.be/", "\\", "Mirage-site ", "proefstad vorming proefstad ", "Over Testraad\n", "###\n", "`", "TITEL\n",
    ])
  func hostile(part: String) {
    // In quadratic time these lengths would take minutes.
    let text = text(of: 24 << 10, repeating: part)
    let took = processorTime { _ = read(text) }
    #expect(took < .seconds(8))
  }
}

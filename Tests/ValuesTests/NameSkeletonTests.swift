// Names that look alike, and names that deceive.

import Testing

@testable import Values

@Suite struct NameSkeletonTests {
  @Test(arguments: [
    ("Anna Peeters", "anna  PÉETERS"), ("Anna", "\u{410}nna"), ("Anna", "An\u{200B}na"), ("Anna", "A\u{AD}nna\u{2060}"),
    ("Anna", "\u{391}NN\u{391}"), ("Hans", "\u{41D}ans"), ("Hans", "\u{43D}ans"),
    ("Coco", "\u{441}\u{43E}\u{441}\u{43E}"),
    ("Alan", "AIan"), ("Bo", "B0"), ("Bo", "\u{FF22}\u{FF4F}"), ("Bo", "\u{1D401}\u{1D428}"), ("Noël", "Noe\u{308}l"),
    ("An B", "An\u{A0}B"), ("Ilya", "\u{4C0}lya"),
  ])
  func `the same name for a reader`(one: String, other: String) {
    #expect(one.looksLike(other) && other.looksLike(one))
  }

  @Test(arguments: [
    ("Anna", "Anne"), ("Ian", "Lan"), ("An", "Ann"), ("Bo", "Bob"), ("Anna", "\u{410}\u{43D}\u{43D}\u{430}"),
    ("Jan De Wit", "Jan Dewit"), ("", "a"),
  ])
  func `another name`(one: String, other: String) {
    #expect(!one.looksLike(other) && !other.looksLike(one))
  }

  @Test(arguments: [
    "An\u{200B}na", "Anna\u{FEFF}", "\u{202E}annA", "An\u{AD}na", "An\u{180E}na", "\u{3164}", "An\u{FE0F}na",
    "\u{2800}",
    "An\u{34F}na",
  ])
  func `characters that nobody sees are found`(name: String) { #expect(name.nameFault == .invisible) }

  @Test(arguments: [
    ("Jan \u{410}nna", "\u{410}nna"), ("Pe\u{3B5}ters", "Pe\u{3B5}ters"), ("\u{3B1}\u{430}", "\u{3B1}\u{430}"),
  ])
  func `a word in several scripts is found`(name: String, word: String) {
    #expect(name.nameFault == .mixedScripts(word: word))
  }

  @Test(arguments: [
    "An Voorbeeld", "Jean-François D’Hœdt", "\u{410}\u{43D}\u{43D}\u{430} Peeters", "Ελένη Παπαδάκη", "Zoë 2",
    "Łukasz Żak", "Radio 1 (nieuws)", "王小明",
  ])
  func `an honest name has no fault`(name: String) { #expect(name.nameFault == nil) }
}

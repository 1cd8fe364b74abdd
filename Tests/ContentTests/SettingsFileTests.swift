// The settings file: what a good one sets, and one line for each fault of a bad one.

import Testing

@testable import Content
@testable import Values

@Suite struct SettingsFileTests {
  private static let files = [
    "/data/nl.svg": "<svg/>", "/data/fr.svg": "<svg id='fr'/>", "/data/en.svg": "<svg id='en'/>",
    "/data/huge.svg": "<svg>" + String(repeating: " ", count: Council.Logo.limit), "/data/text.svg": "text",
  ]

  private static func council(_ text: String) throws -> Council {
    try SettingsFile.council(Array(text.utf8), at: "/data/newsroom.json") { files[$0].map { Array($0.utf8) } }
  }

  /// The faults of a file, without its path.
  private static func faults(_ text: String) -> [String] {
    do {
      _ = try council(text)
      return []
    } catch let faults as SettingsFile.Faults {
      return faults.lines.map { line in
        #expect(line.hasPrefix("/data/newsroom.json: ") && !line.contains("\n"), "\(line)")
        return String(line.dropFirst("/data/newsroom.json: ".count))
      }
    } catch {
      return ["\(error)"]
    }
  }

  @Test func `a settings file sets everything that it contains`() throws {
    let council = try Self.council(
      """
      {"council": {"name": {"nl": "Raad", "fr": "Conseil", "en": "Council", "de": "Rat"},
        "website": "https://council.example", "address": "Kerkstraat 1",
        "press": {"name": "An", "email": "an@council.example", "phone": "02/205.68.68"}},
       "brand": {"colors": {"mark": "#006644", "link": "#004488"},
        "logo": {"nl": "nl.svg", "fr": "fr.svg", "en": "/data/en.svg"}},
       "themes": [{"code": "culture", "labels": {"nl": "Cultuur", "fr": "Culture", "en": "Culture"}},
        {"code": "big-energy", "labels": {"nl": "Energie", "fr": "Énergie", "en": "Energy", "de": "Strom"}}]}
      """)
    #expect(Language.allCases.map { council.name[$0] } == ["Raad", "Conseil", "Council", "Rat"])
    #expect(council.website == "https://council.example" && council.postalAddress?[.fr] == "Kerkstraat 1")
    #expect(council.press == Council.Press(name: "An", email: "an@council.example", phone: "02/205.68.68"))
    #expect(council.press?.document["phone"] == "+3222056868")
    #expect(council.markColor.description == "#006644" && council.linkColor.description == "#004488")
    // Readers of German get the English text or logo unless there is a German one.
    #expect(council.logo?[.de].path == "/data/en.svg" && council.logoPath(in: .fr) == "/logo?lang=fr")
    #expect(council.themes.codes == ["culture", "big-energy"])
    #expect(council.themes.label("culture", in: .de) == "Culture")
    #expect(council.themes.label("big-energy", in: .de) == "Strom")
    #expect(council.themes.label("mobility", in: .nl) == "mobility" && !council.themes.has("mobility"))
    // The settings that `newsroom settings check` prints are a settings file.
    let again = try Self.council(council.settings.text)
    #expect(again.settings == council.settings && again.themes.all == council.themes.all)
  }

  @Test func `a member that the settings file lacks has its default`() throws {
    for text in ["{}", #"{"council": {"name": "Raad"}}"#, #"{"brand": {"logo": "nl.svg"}}"#] {
      let council = try Self.council(text)
      #expect(council.name[.de] == (text.contains("Raad") ? "Raad" : "Brupartners"))
      #expect(council.themes.codes.count == 12 && council.themes.label("economy", in: .fr) == "Économie")
      #expect(council.linkColor == Color("#0b4a8f") && council.markColor == Color("#c8102e"))
      #expect(council.logoPath(in: .fr) == (text.contains("logo") ? "/logo" : nil))
    }
  }

  private static let culture = #""labels": {"nl": "Cultuur", "fr": "Culture", "en": "Culture"}"#
  private static let language = "The text in this language is missing; write nl, fr and en."
  private static let empty = "The value is empty; write one, or leave the member out."

  private static let faulty: [(file: String, lines: [String])] = [
    (#"{"counsil": {}}"#, ["counsil: There is no field “counsil” here. Did you mean “council”?", "counsil: \(empty)"]),
    (#"{"council": {"tel": "1"}}"#, ["council.tel: There is no field “tel” here."]),
    (#"{"council": 5}"#, ["council: Expected an object."]),
    (#"{"council": {"name": 5}}"#, ["council.name: Expected a text, or a text per language."]),
    (#"{"council": {"name": ""}}"#, ["council.name: \(empty)"]),
    (#"{"council": {"name": {"nl": "a", "fr": "b"}}}"#, ["council.name.en: \(language)"]),
    (
      #"{"council": {"name": {"nl": "a", "fr": "b", "en": "c", "xx": "d"}}}"#,
      ["council.name.xx: “xx” is not a valid value. Possible values: nl, fr, en, de."]
    ),
    (#"{"council": {"website": "council"}}"#, ["council.website: "]),
    (
      #"{"council": {"press": {"email": "nobody", "phone": "none"}}}"#,
      [
        "council.press.email: ",
        "council.press.phone: Expected a phone number like +32 2 205 68 68, not “none”.",
      ]
    ),
    (#"{"brand": {"colors": {"mark": "red"}}}"#, ["brand.colors.mark: Expected a color like #c8102e, not “red”."]),
    (
      ##"{"brand": {"colors": {"mark": "#ffdd00", "link": "#c8102e"}}}"##,
      [
        "brand.colors.mark: The color #ffdd00 has a contrast of 1.3 to 1 with white, and at least 3 to 1 is required. ",
        "brand.colors.link: The color #c8102e has a contrast of 5.8 to 1 with white, and at least 7 to 1 is required. ",
      ]
    ),
    (
      #"{"brand": {"logo": "none.svg"}}"#,
      ["brand.logo: /data/none.svg cannot be read; write the path of an SVG or PNG file."]
    ),
    (
      #"{"brand": {"logo": {"nl": "nl.svg", "fr": "text.svg", "en": "huge.svg"}}}"#,
      [
        "brand.logo: /data/text.svg: a logo must be an SVG or PNG file",
        "brand.logo: /data/huge.svg: a logo may have at most 262144 bytes",
      ]
    ),
    (#"{"brand": {"logo": {"nl": "nl.svg"}}}"#, ["brand.logo.fr: \(language)", "brand.logo.en: \(language)"]),
    (#"{"themes": []}"#, ["themes: \(empty)"]),
    (
      #"{"themes": [5, {"code": "a b", \#(culture)}]}"#,
      [
        "themes[0]: Expected an object.",
        "themes[1].code: Expected letters, digits and hyphens, like spatialPlanning, not “a b”.",
      ]
    ),
    (#"{"themes": [{"code": "a", "labels": "A"}]}"#, ["themes[0].labels: Expected a text per language"]),
    (
      #"{"themes": [{"code": "a"}, {\#(culture)}]}"#,
      [
        "themes[0].labels: This field is required.", "themes[1].code: This field is required.",
      ]
    ),
    (
      #"{"themes": [{"code": "a", \#(culture)}, {"code": "b", "labels": {"nl": "B", "fr": "B"}}]}"#,
      ["themes[1].labels.en: \(language)"]
    ),
    (
      #"{"themes": [{"code": "a", \#(culture)}, {"code": "a", "labels": {"nl": "1", "fr": "2", "en": "3"}}]}"#,
      ["themes[1].code: The code “a” is given twice; keep one theme with it."]
    ),
    (
      #"{"themes": [{"code": "a", \#(culture)}, {"code": "b", "labels": {"nl": "1", "fr": "Culture", "en": "3"}}]}"#,
      ["themes[1].labels.fr: The theme “a” has this label too; write different labels."]
    ),
    (#"{"council": {"name": "a", "name": "b"}}"#, ["name: "]),
    ("[]", ["Expected an object."]), ("{", [""]), ("", [""]),
  ]

  @Test(arguments: faulty)
  func `each fault is one line with the path of its member`(file: String, lines: [String]) {
    let found = Self.faults(file)
    #expect(found.count == lines.count, "\(found)")
    for (line, beginning) in zip(found, lines) { #expect(line.hasPrefix(beginning), "\(line)") }
  }

  @Test func `a settings file has at most 100 themes`() {
    func file(_ count: Int) -> String {
      let themes = (0..<count).map {
        #"{"code": "t\#($0)", "labels": {"nl": "n\#($0)", "fr": "f\#($0)", "en": "e\#($0)"}}"#
      }
      return #"{"themes": [\#(themes.joined(separator: ","))]}"#
    }
    #expect(Self.faults(file(100)) == [])
    let faults = Self.faults(file(101))
    #expect(faults.count == 1 && faults[0].hasPrefix("themes: ") && faults[0].contains("100"), "\(faults)")
  }

  @Test func `the nearest color of a fault is accepted`() throws {
    let fault = try #require(Self.faults(##"{"brand": {"colors": {"link": "#ffdd00"}}}"##).first)
    let color = try #require(fault.firstMatch(of: /#[0-9a-f]{6}\.$/)).output.dropLast()
    #expect(Self.faults(#"{"brand": {"colors": {"link": "\#(color)"}}}"#) == [])
  }

  @Test func `the relative paths of logos are listed, each once`() {
    func paths(_ logo: String) -> [String] { SettingsFile.logoPaths(Array(#"{"brand": {"logo": \#(logo)}}"#.utf8)) }
    #expect(paths(#""logo.svg""#) == ["logo.svg"])
    #expect(paths(#"{"nl": "a.svg", "fr": "b.svg", "en": "a.svg", "de": "/c.svg"}"#) == ["a.svg", "b.svg"])
    #expect(SettingsFile.logoPaths(Array("{".utf8)) == [])
  }
}

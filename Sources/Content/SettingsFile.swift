// The settings file `newsroom.json`: the council, its brand and its themes. It contains no secrets.

import Manuscript
import Values

package struct SettingsFile {
  /// The name of the file in the data directory.
  package static let name = "newsroom.json"

  /// The faults of a settings file.
  package struct Faults: Error, CustomStringConvertible {
    /// One line for each fault, with the path of the member and what to write there:
    /// `newsroom.json: themes[1].code: …`
    package let lines: [String]

    package var description: String { lines.joined(separator: "\n") }
  }

  private let path: String
  private let read: (String) -> [UInt8]?
  private var faults: [String] = []

  private static let fields = [
    Field(
      "council",
      .object([
        Field("name", .label(200)), Field("website", .url), Field("address", .label(300)),
        Field("press", .object([Field("name", .label(200)), Field("email", .email), Field("phone", .phone)])),
      ])),
    Field(
      "brand",
      .object([
        Field("colors", .object([Field("mark", .text(100)), Field("link", .text(100))])), Field("logo", .label(1_000)),
      ])),
    Field(
      "themes",
      .list(
        .object([Field("code", .text(60), required: true), Field("labels", .texts(100), required: true)]),
        Themes.limit)),
  ]

  /// Reads the council from a settings file.
  /// - Parameters:
  ///   - path: the file's path, for messages and for relative paths of logos.
  ///   - read: returns the bytes of another file, or nil when it cannot be read.
  /// - Throws: `Faults` with all faults of the file.
  package static func council(
    _ bytes: [UInt8], at path: String, read: @escaping (String) -> [UInt8]?
  ) throws -> Council {
    var file = SettingsFile(path: path, read: read)
    do {
      let settings = try bytes.object()
      var check = InputCheck()
      _ = try check.object(settings, fields: fields)
      file.add(check.issues)
      for member in settings.members { file.refuseEmpty(member.value, at: member.name) }
      let council = file.council(settings)
      if file.faults.isEmpty { return council }
    } catch let fault as InvalidInput {
      file.add(fault.issues)
    }
    throw Faults(lines: file.faults)
  }

  private init(path: String, read: @escaping (String) -> [UInt8]?) { (self.path, self.read) = (path, read) }

  /// Finds the faults that the table of fields cannot express. It reads the file as it is written, because a checked
  /// document lacks wrong entries of a list, and its indexes would name other entries.
  private mutating func council(_ settings: JSONObject) -> Council {
    var council = Council()
    let own = settings["council"]?.object
    council.name = text("council.name", own?["name"]) ?? council.name
    council.website = own?["website"]?.string
    council.postalAddress = text("council.address", own?["address"])
    if let press = own?["press"]?.object {
      council.press = Council.Press(
        name: text("council.press.name", press["name"]), email: press["email"]?.string,
        phone: press["phone"]?.string)
      if let phone = press["phone"]?.string, !phone.isBlank, Phone.e164(phone) == nil {
        add("council.press.phone", "Expected a phone number like +32 2 205 68 68, not “\(phone)”.")
      }
    }
    let brand = settings["brand"]?.object
    let colors = brand?["colors"]?.object
    council.markColor = color("mark", colors, Council.markContrast) ?? council.markColor
    council.linkColor = color("link", colors, Council.linkContrast) ?? council.linkColor
    council.logo = text("brand.logo", brand?["logo"])?.compactMap { logo($0) }
    if let themes = settings["themes"]?.array { council.themes = self.themes(themes) }
    return council
  }

  private mutating func add(_ issues: Issues) {
    for issue in issues.reported { add(issue.name, issue.message.text(in: .en)) }
    if issues.omitted > 0 { add("", "There are \(issues.omitted) further faults.") }
  }

  private mutating func add(_ place: String, _ reason: String) {
    let line = place.isEmpty ? "\(path): \(reason)" : "\(path): \(place): \(reason)"
    // Several languages may name the same logo.
    if !faults.contains(line) { faults.append(line) }
  }

  /// Refuses values without content: the check of fields leaves them out, so that the default would apply unnoticed.
  private mutating func refuseEmpty(_ value: JSON, at place: String) {
    let isEmpty =
      value == .null || value.string?.isBlank == true || value.object?.isEmpty == true || value.array?.isEmpty == true
    if isEmpty { add(place, "The value is empty; write one, or leave the member out.") }
    for member in value.object?.members ?? [] { refuseEmpty(member.value, at: "\(place).\(member.name)") }
    for (index, element) in (value.array ?? []).enumerated() { refuseEmpty(element, at: "\(place)[\(index)]") }
  }

  /// A text, or a map that must have the languages of the newsroom itself.
  private mutating func text(_ place: String, _ value: JSON?) -> PerLanguage<String>? {
    if let map = value?.object, !map.isEmpty {
      for language in Language.spoken where map[language.rawValue] == nil {
        add("\(place).\(language)", "The text in this language is missing; write nl, fr and en.")
      }
    }
    return PerLanguage(value)
  }

  private mutating func color(_ name: String, _ colors: JSONObject?, _ ratio: Double) -> Color? {
    guard let text = colors?[name]?.string, !text.isBlank else { return nil }
    let place = "brand.colors.\(name)"
    guard let color = Color(text) else {
      add(place, "Expected a color like #c8102e, not “\(text)”.")
      return nil
    }
    let contrast = color.contrast(with: .paper)
    if contrast < ratio {
      add(
        place,
        """
        The color \(text) has a contrast of \((contrast * 10).rounded(.down) / 10) to 1 with white, and at least \
        \(Int(ratio)) to 1 is required. The nearest such color is \(color.against(.paper, ratio)).
        """)
    }
    return color
  }

  private mutating func logo(_ path: String) -> Council.Logo? {
    guard !path.isBlank else { return nil }
    let place = Self.place(of: path, beside: self.path)
    guard let bytes = read(place) else {
      add("brand.logo", "\(place) cannot be read; write the path of an SVG or PNG file.")
      return nil
    }
    do throws(Council.Fault) { return try Council.Logo(bytes, path: path) } catch {
      add("brand.logo", "\(place): \(error)")
      return nil
    }
  }

  private mutating func themes(_ values: [JSON]) -> Themes {
    var themes: [Theme] = []
    for (index, value) in values.enumerated() {
      guard let code = value.object?["code"]?.string, !code.isBlank else { continue }
      let place = "themes[\(index)]"
      if !code.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "-" }) {
        add("\(place).code", "Expected letters, digits and hyphens, like spatialPlanning, not “\(code)”.")
      }
      if themes.contains(where: { $0.code == code }) {
        add("\(place).code", "The code “\(code)” is given twice; keep one theme with it.")
      }
      // Only a map can have labels in several languages; a single text is a fault of its type.
      guard value.object?["labels"]?.object != nil,
        let label = text("\(place).labels", value.object?["labels"])
      else { continue }
      for language in Language.spoken {
        guard let other = themes.first(where: { $0.label[language] == label[language] && $0.code != code }) else {
          continue
        }
        add("\(place).labels.\(language)", "The theme “\(other.code)” has this label too; write different labels.")
      }
      themes.append(Theme(code: code, label: label))
    }
    return Themes(themes)
  }

  /// The path of a file that is named relative to the folder of the settings file.
  private static func place(of path: String, beside file: String) -> String {
    guard !path.hasPrefix("/"), let end = file.lastIndex(of: "/") else { return path }
    return file[...end] + path
  }

  /// The relative paths of the logos in a settings file; empty when it is not valid JSON.
  package static func logoPaths(_ bytes: [UInt8]) -> [String] {
    let logo = JSON.stored(String(decoding: bytes, as: UTF8.self))?["brand"]?.object?["logo"]
    let paths = logo?.object?.members.compactMap(\.value.string) ?? [logo?.string].compactMap(\.self)
    return paths.reduce(into: []) { if !$1.hasPrefix("/"), !$0.contains($1) { $0.append($1) } }
  }
}

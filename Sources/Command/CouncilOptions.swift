// The options for the name and look of the council. Options take precedence over the environment, and both over the
// settings file.

import ArgumentParser
import Content
import Foundation
import Storage
import Values

/// The option of every command that reads the settings file.
struct SettingsOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      The settings file: the council's name, address, press contact, colors, logo and themes. Also NEWSROOM_SETTINGS. \
      Without it, newsroom.json in the data directory is read if it exists.
      """, valueName: "file"))
  var settings: String?

  /// The path of the settings file; nil when there is none.
  /// - Parameter directory: the data directory.
  func path(in directory: String) -> String? {
    if let path = settings ?? ProcessInfo.processInfo.environment["NEWSROOM_SETTINGS"], !path.isEmpty { return path }
    let path = "\(directory)/\(SettingsFile.name)"
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }
}

struct CouncilOptions: ParsableArguments {
  private static let environment = ProcessInfo.processInfo.environment

  @OptionGroup var file: SettingsOption

  @Option(help: "The name of the council. Also NEWSROOM_COUNCIL.")
  var council: String?

  @Option(
    help: ArgumentHelp(
      "The council's color, for marks: #c8102e. Also NEWSROOM_MARK_COLOR.", valueName: "color"))
  var markColor: String?

  @Option(
    help: ArgumentHelp(
      """
      The color of links and buttons: #0b4a8f; it is darkened or lightened for enough contrast. Also \
      NEWSROOM_LINK_COLOR.
      """, valueName: "color"))
  var linkColor: String?

  @Option(help: ArgumentHelp("An SVG or PNG file for the top of each page. Also NEWSROOM_LOGO.", valueName: "file"))
  var logo: String?

  @Option(
    help: ArgumentHelp(
      """
      The email or web address in the accessibility statement, for people who can't use a page. Also \
      NEWSROOM_ACCESSIBILITY_CONTACT.
      """, valueName: "address"))
  var accessibilityContact: String?

  @Option(
    help: ArgumentHelp(
      """
      The date of the last review of the accessibility statement: 2026-01-31. Also NEWSROOM_ACCESSIBILITY_DATE.
      """, valueName: "date"))
  var accessibilityDate: String?

  func validate() throws { _ = try value(over: Council()) }

  /// The council of a newsroom.
  /// - Parameter directory: the data directory.
  /// - Throws: `SettingsFile.Faults`, or `DataFault` when the settings file cannot be read.
  func value(in directory: String) throws -> Council {
    guard let path = file.path(in: directory) else { return try value(over: Council()) }
    guard let bytes = Self.bytes(path) else { throw DataFault("the settings file \(path) cannot be read") }
    return try value(over: SettingsFile.council(bytes, at: path, read: Self.bytes))
  }

  private static func bytes(_ path: String) -> [UInt8]? { FileManager.default.contents(atPath: path).map { Array($0) } }

  private func value(over file: Council) throws -> Council {
    var value = file
    let color = "a color like #c8102e"
    value.name =
      try Self.read(council, "--council", "NEWSROOM_COUNCIL", "a name") {
        $0.allSatisfy(\.isWhitespace) || $0.count > 200 ? nil : PerLanguage($0)
      } ?? value.name
    value.markColor =
      try Self.read(markColor, "--mark-color", "NEWSROOM_MARK_COLOR", color, Color.init) ?? value.markColor
    value.linkColor =
      try Self.read(linkColor, "--link-color", "NEWSROOM_LINK_COLOR", color, Color.init) ?? value.linkColor
    value.logo =
      try Self.read(logo, "--logo", "NEWSROOM_LOGO", "a readable file") { path in
        try Self.bytes(path).map { PerLanguage(try Council.Logo($0, path: path)) }
      } ?? value.logo
    value.accessibilityContact = try Self.read(
      accessibilityContact, "--accessibility-contact", "NEWSROOM_ACCESSIBILITY_CONTACT", "an email or web address"
    ) { Council.isAddress($0) ? $0 : nil }
    value.accessibilityDate = try Self.read(
      accessibilityDate, "--accessibility-date", "NEWSROOM_ACCESSIBILITY_DATE", "a date like 2026-01-31"
    ) { Council.isDate($0) ? $0 : nil }
    return value
  }

  /// The value of an option or environment variable; nil when neither is set.
  private static func read<Value>(
    _ option: String?, _ name: String, _ variable: String, _ wanted: String, _ make: (String) throws -> Value?
  ) throws -> Value? {
    guard let text = option ?? environment[variable], !text.isEmpty else { return nil }
    let place = option == nil ? variable : name
    do {
      guard let value = try make(text) else { throw ValidationError("\(place) must be \(wanted), not “\(text)”") }
      return value
    } catch let fault as Council.Fault {
      throw ValidationError("\(place): \(fault)")
    }
  }
}

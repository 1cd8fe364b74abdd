// The options for the name and look of the council. Options take precedence over the environment.

import ArgumentParser
import Content
import Foundation

struct CouncilOptions: ParsableArguments {
  private static let environment = ProcessInfo.processInfo.environment

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

  func validate() throws { _ = try value }

  var value: Council {
    get throws {
      var value = Council()
      let color = "a color like #c8102e"
      value.name =
        try Self.read(council, "--council", "NEWSROOM_COUNCIL", "a name") {
          $0.allSatisfy(\.isWhitespace) || $0.count > 200 ? nil : $0
        } ?? value.name
      value.markColor =
        try Self.read(markColor, "--mark-color", "NEWSROOM_MARK_COLOR", color, Color.init) ?? value.markColor
      value.linkColor =
        try Self.read(linkColor, "--link-color", "NEWSROOM_LINK_COLOR", color, Color.init) ?? value.linkColor
      value.logo = try Self.read(logo, "--logo", "NEWSROOM_LOGO", "a readable file") { path in
        try FileManager.default.contents(atPath: path).map { try Council.Logo(Array($0)) }
      }
      value.accessibilityContact = try Self.read(
        accessibilityContact, "--accessibility-contact", "NEWSROOM_ACCESSIBILITY_CONTACT", "an email or web address"
      ) { Council.isAddress($0) ? $0 : nil }
      value.accessibilityDate = try Self.read(
        accessibilityDate, "--accessibility-date", "NEWSROOM_ACCESSIBILITY_DATE", "a date like 2026-01-31"
      ) { Council.isDate($0) ? $0 : nil }
      return value
    }
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

// `newsroom settings check`: checks the settings file, and prints the settings in effect.

import ArgumentParser
import Content
import Values

struct SettingsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "settings", abstract: "Check the settings file.", subcommands: [Check.self])

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the settings in effect as JSON, or all faults of the settings file.",
      discussion: """
        The settings in effect come from the options, the environment, the settings file and the defaults, in this \
        order of precedence. The JSON has the form of a settings file.
        """)

    @OptionGroup var data: DataOptions
    @OptionGroup var council: CouncilOptions

    func run() throws { print(Self.indented(try council.value(in: data.directory).settings)) }

    /// JSON over several lines. Lists and objects without lists or objects in them stay on one line.
    private static func indented(_ json: JSON, _ margin: String = "") -> String {
      let inner = margin + "  "
      switch json {
      case .object(let object) where object.members.contains { $0.value.isStructure }:
        let lines = object.members.map { "\(inner)\(JSON.string($0.name).text): \(indented($0.value, inner))" }
        return "{\n\(lines.joined(separator: ",\n"))\n\(margin)}"
      case .array(let values) where values.contains { $0.isStructure }:
        return "[\n\(values.map { inner + indented($0, inner) }.joined(separator: ",\n"))\n\(margin)]"
      default: return json.text
      }
    }
  }
}

extension JSON {
  fileprivate var isStructure: Bool { object != nil || array != nil }
}

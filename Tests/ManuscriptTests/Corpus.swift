// The corpus: manuscripts with the traits of real press texts, each with its truth in a file beside it.

import Foundation

/// One manuscript of the corpus.
struct CorpusText: Sendable, CustomStringConvertible {
  let language: String
  let number: Int
  let name: String
  let text: String
  let truth: Truth

  var description: String { "\(language)/\(name)" }

  /// What a careful press officer says about the manuscript.
  struct Truth: Codable, Sendable {
    var language: String
    var kind: String
    var title: String
    var subtitle: String?
    var date: String?
    /// An instant, or `held` for a notice that cannot be read with certainty.
    var embargo: String?
    var dateline: String?
    var lead: String
    var headings: [String]
    var boilerplate: String?
    var notes: String?
    var contacts: [Contact]
    /// The lines that must give a finding instead of a value.
    var uncertain: [String]
    var links: [String]
    var traits: [String]

    struct Contact: Codable, Sendable {
      var name: String?
      var role: String?
      var organisation: String?
      var email: String?
      var phones: [String]
    }
  }

  /// All manuscripts, by language and number.
  static func all(in folder: String) throws -> [CorpusText] {
    try ["nl", "fr", "en"].flatMap { language in
      let names = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(language)")
        .filter { $0.hasSuffix(".txt") }.sorted()
      return try names.map { file in
        let name = String(file.dropLast(4))
        let path = "\(folder)/\(language)/\(name)"
        let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: path + ".txt")), as: UTF8.self)
        let truth = try Data(contentsOf: URL(fileURLWithPath: path + ".json"))
        return CorpusText(
          language: language, number: Int(name.prefix(2)) ?? 0, name: name, text: text,
          truth: try JSONDecoder().decode(Truth.self, from: truth))
      }
    }
  }
}

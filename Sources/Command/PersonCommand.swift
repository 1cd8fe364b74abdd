// `newsroom person`: finds, exports and erases the data of a person (GDPR, articles 15 and 17).

import API
import ArgumentParser
import Desk
import Foundation

struct PersonCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "person", abstract: "Find, export or erase the data of a person.",
    discussion: """
      Identify a person by words: a name, an email address, a phone number as it is written. The search covers \
      everything on the desk and ignores case and accents.
      """,
    subcommands: [Find.self, Export.self, Erase.self])

  struct Words: ParsableArguments {
    @Argument(help: "A name, an email address or a phone number: one argument each.")
    var words: [String]

    var person: Person { get throws { try Person(words) } }
  }

  struct Find: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the places that contain the words.")

    @OptionGroup var data: DataOptions
    @OptionGroup var words: Words

    func run() throws {
      let places = try data.existing().services.places(of: words.person)
      places.printLines()
      print(places.isEmpty ? "nothing was found" : "\(places.count) places")
    }
  }

  struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print all texts that contain the words, as JSON, for a request for access.")

    @OptionGroup var data: DataOptions
    @OptionGroup var words: Words

    private struct Entry: Encodable {
      let table, row, column, text: String
    }

    func run() throws {
      let entries = try data.existing().services.places(of: words.person).map {
        Entry(table: $0.table, row: $0.row, column: $0.column, text: $0.text)
      }
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      print(String(decoding: try encoder.encode(entries), as: UTF8.self))
    }
  }

  struct Erase: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Erase the words from the desk, and correct the public items.",
      discussion: """
        Erasure can't be undone. A mark replaces the words. Public items are corrected, with a note that says so. A \
        mail subscription under an erased address ends. An item whose id contains the words gets another id, to which \
        its former address leads. The audit log keeps its hashes. Older copies (backups, \
        replicas) still contain the erased words: delete them, or erase again after a restore.
        """)

    @OptionGroup var data: DataOptions
    @OptionGroup var words: Words

    @Flag(help: "Erase the words. Without this flag, only list what would be erased.")
    var yes = false

    func run() throws {
      let application = try data.existing()
      guard yes else {
        let places = try application.services.places(of: words.person)
        places.printLines()
        return print("\(places.count) places. Nothing was changed; --yes erases the words permanently.")
      }
      let (erased, remaining) = try application.services.erase(words.person, by: commandLineAuthor)
      erased.printLines("erased: ")
      for line in remaining { print("left: \(line)") }
      print("\(erased.count) places erased, \(remaining.count) left. Older backups still contain them.")
    }
  }
}

extension [Person.Place] {
  fileprivate func printLines(_ beginning: String = "") {
    for place in self { print("\(beginning)\(place.table) (\(place.row)), \(place.column)") }
  }
}

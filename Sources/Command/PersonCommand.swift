// `newsroom person`: what the newsroom holds of somebody, and taking it out (GDPR, articles 15 and 17).

import API
import ArgumentParser
import Desk
import Foundation

struct PersonCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "person", abstract: "Find, hand out or erase what the newsroom holds of a person.",
    discussion: """
      A person is known by words: a name, an address of mail, a number as it is written. They are found in any case \
      and with any accents, in everything that the desk keeps.
      """,
    subcommands: [Find.self, Export.self, Erase.self])

  struct Words: ParsableArguments {
    @Argument(help: "A name, an address of mail, a number: each in one argument.")
    var words: [String]

    var person: Person { get throws { try Person(words) } }
  }

  struct Find: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Tell where the words stand.")

    @OptionGroup var data: DataOptions
    @OptionGroup var words: Words

    func run() throws {
      let places = try data.existing().services.places(of: words.person)
      places.tell()
      print(places.isEmpty ? "nothing was found" : "\(places.count) places")
    }
  }

  struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print all that holds the words, as JSON: what a person who asks is to be given.")

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
      abstract: "Take the words out of all that the desk keeps, and correct what is public.",
      discussion: """
        It can't be undone. A mark stands where the words were; items that are public are corrected with a note that \
        says so; whoever gets releases by mail under an address gets none any more. The audit log keeps its hashes. \
        Copies made before (backups, replicas) still hold what was erased: delete them, or erase again after a restore.
        """)

    @OptionGroup var data: DataOptions
    @OptionGroup var words: Words

    @Flag(help: "Do it; without this it is only told what would be done.")
    var yes = false

    func run() throws {
      let application = try data.existing()
      guard yes else {
        let places = try application.services.places(of: words.person)
        places.tell()
        return print("\(places.count) places. Nothing was changed; --yes does it, for good.")
      }
      let (erased, remaining) = try application.services.erase(words.person, by: commandLineAuthor)
      erased.tell("erased: ")
      for line in remaining { print("left: \(line)") }
      print("\(erased.count) places erased, \(remaining.count) left. Backups made before still hold them.")
    }
  }
}

extension [Person.Place] {
  fileprivate func tell(_ beginning: String = "") {
    for place in self { print("\(beginning)\(place.table) (\(place.row)), \(place.column)") }
  }
}

// `newsroom token`: manages the tokens of clients and people.

import API
import ArgumentParser
import Desk
import Foundation
import Storage
import Values

struct TokenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "token", abstract: "Create, list and revoke tokens.",
    subcommands: [Create.self, List.self, Revoke.self])

  struct Create: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Create a token and print it. It is shown only once; only its hash is stored.")

    @OptionGroup var data: DataOptions

    @Option(help: "The owner of the token: a person or an outlet.")
    var name: String

    @Option(help: "A permission: embargo, draft, publish or admin; repeat for more.")
    var scope: [Scope]

    /// A hundred years.
    private static let mostDays = 36_500

    @Option(help: "Days until the token expires, from 1 to 36500; without it the token never expires.")
    var days: Int?

    func validate() throws {
      if name.allSatisfy(\.isWhitespace) { throw ValidationError("--name can't be empty") }
      if scope.isEmpty { throw ValidationError("give at least one --scope") }
      if let days, !(1...Self.mostDays).contains(days) {
        throw ValidationError("--days must be a number from 1 to \(Self.mostDays)")
      }
    }

    func run() throws {
      let expiry = days.map { Instant(milliseconds: Instant.now().milliseconds + Int64($0) * 86_400_000) }
      do {
        print(
          try data.open().desk.createToken(name: name, scopes: Set(scope), expiresAt: expiry, by: commandLineAuthor))
      } catch let error as InvalidInput {
        throw DataFault("--name: " + error.issues.reported.map(\.message.en).joined(separator: " "))
      }
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the tokens: number, name, scopes, last use, state.")

    @OptionGroup var data: DataOptions

    func run() throws {
      for token in try data.existing().desk.tokens() {
        let state =
          token.revokedAt.map { "revoked \($0.text)" } ?? token.expiresAt.map { "until \($0.text)" } ?? "no expiry"
        let scopes = token.scopes.map(\.rawValue).sorted().joined(separator: ",")
        print("\(token.number)\t\(token.name)\t\(scopes)\t\(token.lastUsedAt?.text ?? "never used")\t\(state)")
      }
    }
  }

  struct Revoke: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Revoke a token by its number.")

    @OptionGroup var data: DataOptions

    @Argument(help: "The number from `newsroom token list`.")
    var number: Int64

    func run() throws {
      guard try data.existing().desk.revokeToken(number, by: commandLineAuthor) else {
        throw DataFault("there is no token \(number) to revoke")
      }
    }
  }
}

extension Scope: ExpressibleByArgument {}

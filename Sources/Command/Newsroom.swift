// The command `newsroom`.

import API
import ArgumentParser
import Content
import Desk
import Foundation
import Newsroom
import Storage

@main
struct NewsroomCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "newsroom",
    abstract: "The press releases, advices, sites and contacts of a public council, as an HTTP JSON API.",
    subcommands: [
      Serve.self, Import.self, TokenCommand.self, Deliveries.self, Migrate.self, Verify.self, BackupCommand.self,
      Restore.self, Resume.self, PersonCommand.self, RoutesCommand.self, OpenAPI.self,
    ])
}

/// What every command that opens the data directory takes.
struct DataOptions: ParsableArguments {
  @Option(name: .customLong("data"), help: "The data directory; created if absent. Also NEWSROOM_DATA.")
  var directory = ProcessInfo.processInfo.environment["NEWSROOM_DATA"] ?? ".newsroom"

  /// Links in answers begin with it. Also NEWSROOM_PUBLIC_URL.
  static var publicURL: String? {
    guard let url = ProcessInfo.processInfo.environment["NEWSROOM_PUBLIC_URL"], !url.isEmpty else { return nil }
    return url.hasSuffix("/") ? String(url.dropLast()) : url
  }

  /// What every command knows of the newsroom; the rest as is usual.
  var settings: Settings { Settings(directory: directory, publicURL: Self.publicURL ?? "http://127.0.0.1:8080") }

  /// The newsroom in the data directory, made when there is none.
  func open() throws -> Application { try Application(settings) }

  /// The newsroom that the data directory has.
  func existing() throws -> Application {
    try DataDirectory.prepareExisting(directory)
    return try open()
  }
}

/// What every command that publishes takes.
struct PublishingOptions: ParsableArguments {
  @Flag(help: "Let nobody publish what they wrote themselves. Also NEWSROOM_FOUR_EYES=true.")
  var fourEyes = false

  func validate() throws { _ = try needsSecondPerson }

  var needsSecondPerson: Bool {
    get throws { try fourEyes || Environment.isTrue("NEWSROOM_FOUR_EYES") }
  }
}

/// Who acts, as the audit log names it: the account on this machine.
let commandLineAuthor = Author("command line (\(NSUserName()))")

struct Migrate: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Bring the data directory to this version's schema.")

  @OptionGroup var data: DataOptions

  func run() throws { _ = try data.open() }
}

struct OpenAPI: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "openapi", abstract: "Print the description of the API (OpenAPI 3.0, as JSON).")

  @OptionGroup var council: CouncilOptions

  func run() throws {
    let address = DataOptions.publicURL ?? "http://127.0.0.1:8080"
    print(Application.description(address: address, council: try council.value.name))
  }
}

struct RoutesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "routes", abstract: "Print the routes: method, path, and who may use each.")

  func run() { for line in Application.routeLines { print(line) } }
}

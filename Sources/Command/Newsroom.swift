// The command `newsroom` and its small subcommands.

import API
import ArgumentParser
import Content
import Desk
import Foundation
import Intake
import Newsroom
import Storage

@main
struct NewsroomCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "newsroom",
    abstract: "The press releases, advices, sites and contacts of a public council, as an HTTP JSON API.",
    subcommands: [
      Serve.self, Import.self, TokenCommand.self, Deliveries.self, Migrate.self, Verify.self, BackupCommand.self,
      Restore.self, Resume.self, PersonCommand.self, SettingsCommand.self, RoutesCommand.self, OpenAPI.self,
    ])

  static func main() {
    ConversionProcess.runIfAsked(CommandLine.arguments)
    main(nil)
  }
}

/// The options of every command that opens the data directory.
struct DataOptions: ParsableArguments {
  @Option(name: .customLong("data"), help: "The data directory; created if it does not exist. Also NEWSROOM_DATA.")
  var directory = ProcessInfo.processInfo.environment["NEWSROOM_DATA"] ?? ".newsroom"

  /// The public address from NEWSROOM_PUBLIC_URL, without a slash at its end. Links in answers begin with it.
  static var publicURL: String? {
    guard let url = ProcessInfo.processInfo.environment["NEWSROOM_PUBLIC_URL"], !url.isEmpty else { return nil }
    return url.hasSuffix("/") ? String(url.dropLast()) : url
  }

  /// The settings that all commands share; the others have their defaults.
  var settings: Settings { Settings(directory: directory, publicURL: Self.publicURL ?? "http://127.0.0.1:8080") }

  /// Opens the newsroom in the data directory, and creates it if there is none.
  func open() throws -> Application { try Application(settings) }

  /// Opens the newsroom in the data directory.
  /// - Throws: `DataFault` when there is none.
  func existing() throws -> Application {
    try DataDirectory.prepareExisting(directory)
    return try open()
  }
}

/// The options of every command that publishes.
struct PublishingOptions: ParsableArguments {
  @Flag(help: "Require a second person: nobody can publish their own text. Also NEWSROOM_FOUR_EYES=true.")
  var fourEyes = false

  func validate() throws { _ = try needsSecondPerson }

  var needsSecondPerson: Bool {
    get throws { try fourEyes || Environment.isTrue("NEWSROOM_FOUR_EYES") }
  }
}

/// The author in the audit log for commands: the account on this machine.
let commandLineAuthor = Author("command line (\(DataDirectory.asCaller(NSUserName)))")

struct Migrate: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Upgrade the data directory to the schema of this version.")

  @OptionGroup var data: DataOptions

  func run() throws { _ = try data.open() }
}

struct OpenAPI: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "openapi", abstract: "Print the API description (OpenAPI 3.0, JSON).")

  @OptionGroup var data: DataOptions
  @OptionGroup var council: CouncilOptions

  func run() throws {
    let address = DataOptions.publicURL ?? "http://127.0.0.1:8080"
    print(Application.description(address: address, council: try council.value(in: data.directory)))
  }
}

struct RoutesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "routes", abstract: "List the routes: method, path and required access.")

  func run() { for line in Application.routeLines { print(line) } }
}

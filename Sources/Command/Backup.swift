// `newsroom backup`, `restore` and `resume`.

import API
import ArgumentParser
import Desk
import Foundation

struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Copy the desk into one file, also while the server runs.",
    discussion: """
      The copy contains the settings file and everything on the desk: drafts, embargoed texts, personal data of \
      contacts, hashes of tokens and the keys that sign previews. Protect it like the data directory itself.
      """)

  @OptionGroup var data: DataOptions
  @OptionGroup var settings: SettingsOption

  @Argument(help: "The file to write. An existing file is replaced when the copy is complete.")
  var file: String

  func run() throws {
    // The server and other commands have priority.
    setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 19)
    let progress = CopyProgress("copied")
    try Desk.Backup.write(
      of: data.directory, settings: settings.path(in: data.directory), to: file, progress: { progress.show($0) })
    progress.end()
    print("\(file): complete. It contains drafts, personal data and keys; protect it like \(data.directory).")
  }
}

struct Restore: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Restore the desk from a backup, and rebuild the public file from it.",
    discussion: """
      Planned publications and waiting deliveries are held until `newsroom resume`, because the lost newsroom may have \
      sent them already. Tokens that were revoked after the backup are valid again.
      """)

  @OptionGroup var data: DataOptions

  @Argument(help: "A file from `newsroom backup`.")
  var file: String

  @Flag(help: "Move an existing newsroom in the data directory aside.")
  var force = false

  func run() throws {
    let progress = CopyProgress("fetched")
    let lines = try Desk.Backup.restore(
      file, to: data.directory, isForced: force, by: commandLineAuthor, progress: { progress.show($0) })
    progress.end()
    for line in lines { print(line) }
    print("restored. Planned publications and deliveries are held until `newsroom resume`.")
  }
}

struct Resume: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Resume publications and deliveries after a restore.")

  @OptionGroup var data: DataOptions

  func run() throws {
    guard let planned = try data.existing().services.resume(by: commandLineAuthor) else {
      return print("nothing is held")
    }
    print("resumed; \(planned) publications are planned")
  }
}

/// The progress of a long command, on a terminal only.
private final class CopyProgress {
  private let word: String
  private let isShown = isatty(STDERR_FILENO) == 1

  init(_ word: String) { self.word = word }

  func show(_ part: Double) {
    if isShown { FileHandle.standardError.write(Data("\r\(word) \(Int(part * 100)) %".utf8)) }
  }

  func end() { if isShown { FileHandle.standardError.write(Data("\n".utf8)) } }
}

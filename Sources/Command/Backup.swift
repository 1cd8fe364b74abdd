// `newsroom backup`, `restore` and `resume`: copies of the desk, and going on from one.

import API
import ArgumentParser
import Desk
import Foundation

struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Copy the desk into one file while the newsroom goes on.",
    discussion: """
      The copy holds all that the desk has: drafts, embargoed texts, personal data of contacts, hashes of tokens, and \
      the keys that sign previews. Keep it as safe as the data directory itself.
      """)

  @OptionGroup var data: DataOptions

  @Argument(help: "The file to write; one that is there is replaced when the copy is complete.")
  var file: String

  func run() throws {
    // Who reads and writes meanwhile goes first.
    setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 19)
    let progress = CopyProgress("copied")
    try Desk.Backup.write(of: data.directory, to: file) { progress.show($0) }
    progress.end()
    print("\(file): complete. It holds drafts, personal data and keys; keep it as safe as \(data.directory).")
  }
}

struct Restore: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make the desk what a copy holds, and the public file from it.",
    discussion: """
      What the copy has planned does not go out until `newsroom resume`: the newsroom that was lost may have sent it. \
      Tokens that were revoked since the copy was made are valid again.
      """)

  @OptionGroup var data: DataOptions

  @Argument(help: "A file that `newsroom backup` has written.")
  var file: String

  @Flag(help: "Put the newsroom aside that is in the data directory.")
  var force = false

  func run() throws {
    let progress = CopyProgress("fetched")
    let lines = try Desk.Backup.restore(
      file, to: data.directory, isForced: force, by: commandLineAuthor, progress: { progress.show($0) })
    progress.end()
    for line in lines { print(line) }
    print("restored. What is planned waits for `newsroom resume`.")
  }
}

struct Resume: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Let what is planned go on after a restore.")

  @OptionGroup var data: DataOptions

  func run() throws {
    guard let planned = try data.existing().services.resume(by: commandLineAuthor) else {
      return print("nothing is held")
    }
    print("resumed; \(planned) publications are planned")
  }
}

/// How far a long command is, on the terminal of whoever waits for it.
private final class CopyProgress {
  private let word: String
  private let isShown = isatty(STDERR_FILENO) == 1

  init(_ word: String) { self.word = word }

  func show(_ part: Double) {
    if isShown { FileHandle.standardError.write(Data("\r\(word) \(Int(part * 100)) %".utf8)) }
  }

  func end() { if isShown { FileHandle.standardError.write(Data("\n".utf8)) } }
}

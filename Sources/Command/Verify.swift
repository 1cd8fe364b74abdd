// `newsroom verify`: checks the data directory.

import ArgumentParser
import Desk
import Storage

struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check the files and the audit log, and compare the public file with the desk.")

  @OptionGroup var data: DataOptions

  @Flag(help: "First rebuild the public file from the desk; this works while the server runs.")
  var rebuild = false

  @Option(
    help: ArgumentHelp(
      """
      A former checkpoint of the audit log, from a backup, the program's log or GET /audit/checkpoint. The log must \
      still contain it; repeat for more.
      """, valueName: "text"))
  var checkpoint: [String] = []

  func run() throws {
    if rebuild { try Verification.remakePublicFile(directory: data.directory) }
    let verification = try Verification(directory: data.directory, checkpoints: checkpoint)
    for line in verification.findings + verification.faults { print(line) }
    guard let first = verification.faults.first else { return }
    let others = verification.faults.count - 1
    throw DataFault(others == 0 ? first : "\(first) (and \(others) more)")
  }
}

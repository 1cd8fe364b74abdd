// `newsroom verify`: whether the data directory is whole.

import ArgumentParser
import Desk
import Storage

struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check the files, the audit log's chain, and that what is public is what the desk has published.")

  @OptionGroup var data: DataOptions

  @Flag(help: "Make the public file anew before, from what the desk has published; also beside a running server.")
  var rebuild = false

  func run() throws {
    if rebuild { try Verification.remakePublicFile(directory: data.directory) }
    let verification = try Verification(directory: data.directory)
    for line in verification.findings + verification.faults { print(line) }
    guard let first = verification.faults.first else { return }
    let others = verification.faults.count - 1
    throw DataFault(others == 0 ? first : "\(first) (and \(others) more)")
  }
}

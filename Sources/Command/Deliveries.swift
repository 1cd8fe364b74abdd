// `newsroom deliveries`: how far what went out has come.

import API
import ArgumentParser
import Delivery
import Foundation

struct Deliveries: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what was told to whom, by event, newest first: delivered, waiting, failed.")

  @OptionGroup var data: DataOptions

  @Option(help: "Events shown at most.")
  var count = 10

  @Flag(help: "Show how far it is every second, until nothing waits to be sent now.")
  var follow = false

  func validate() throws {
    if !(1...1_000).contains(count) { throw ValidationError("--count is a number from 1 to 1000") }
  }

  func run() throws {
    let desk = try data.existing().desk
    let isTerminal = isatty(STDOUT_FILENO) == 1
    while follow {
      let progress = try desk.deliveryProgress(count: count)
      // A terminal shows one line that moves, a file gets a line each time.
      print(isTerminal ? "\r\u{1B}[K\(progress.line)" : progress.line, terminator: isTerminal ? "" : "\n")
      fflush(nil)
      if progress.isAtRest { break }
      Thread.sleep(forTimeInterval: 1)
    }
    if follow, isTerminal { print() }
    for line in try desk.deliveryLines(count: count) { print(line) }
  }
}

// `newsroom deliveries`: the progress of deliveries.

import API
import ArgumentParser
import Delivery
import Foundation

struct Deliveries: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the newest events with their deliveries: delivered, waiting, failed, dropped.")

  @OptionGroup var data: DataOptions

  @Option(help: "The most events to show, from 1 to 1000.")
  var count = 10

  @Flag(help: "Show the progress every second, until no delivery is due.")
  var follow = false

  func validate() throws {
    if !(1...1_000).contains(count) { throw ValidationError("--count must be a number from 1 to 1000") }
  }

  func run() throws {
    let desk = try data.existing().desk
    let isTerminal = isatty(STDOUT_FILENO) == 1
    while follow {
      let progress = try desk.deliveryProgress(count: count)
      // A terminal gets one line that is overwritten; a file gets one line each time.
      print(isTerminal ? "\r\u{1B}[K\(progress.line)" : progress.line, terminator: isTerminal ? "" : "\n")
      fflush(nil)
      if progress.isAtRest { break }
      Thread.sleep(forTimeInterval: 1)
    }
    if follow, isTerminal { print() }
    for line in try desk.deliveryLines(count: count) { print(line) }
  }
}

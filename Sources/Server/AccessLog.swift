// The access log: where the lines of all loops come together and are written in batches.

import Dispatch
import Foundation
import Logging
import Synchronization

/// One JSON line for each request, in a file or on standard output.
///
/// The loops hand their lines over a batch at a time, and a thread of this log's own writes them, so that no loop ever
/// waits for a disk or for whoever reads a pipe. What there is no room for, or cannot be written, is dropped and
/// counted; the count is a line of its own as soon as one can be written again: `{"time":"…","dropped":123}`.
package final class AccessLog: Sendable {
  private struct State {
    var pending: [UInt8] = []
    var lines = 0
    var dropped = 0
    var isEnding = false
  }

  /// Beginnings of paths, in lower case, behind which nothing is told.
  let withheld: [[UInt8]]
  private let state = Mutex(State())
  /// Locked by the thread that writes alone.
  private let file: Mutex<AccessLogFile>
  private let work = DispatchSemaphore(value: 0)
  private let ended = DispatchSemaphore(value: 0)
  private let room: Int
  private let logger: Logger

  /// - Parameters:
  ///   - path: the file to add to, "-" for standard output. A file that is moved away is opened anew, so that logs can
  ///     be rotated without a signal.
  ///   - withholding: beginnings of paths that are secret from there on: "/previews/".
  ///   - room: bytes that may wait to be written.
  /// - Throws: `AccessLogError`, whose description is one line for a human.
  package init(
    _ path: String, withholding: [String] = [], room: Int = 4 << 20, logger: Logger = Logger(label: "newsroom.access")
  ) throws(AccessLogError) {
    file = Mutex(try AccessLogFile(path))
    withheld = withholding.map { Array($0.lowercased().utf8) }
    self.room = room
    self.logger = logger
    let thread = Thread { [self] in run() }
    thread.name = "access log"
    thread.start()
  }

  /// Lines that could not be written so far.
  package var dropped: Int { state.withLock { $0.dropped } }

  /// Takes lines over, or drops them when too much waits already.
  func take(_ bytes: UnsafeRawBufferPointer, lines: Int) {
    let wasEmpty = state.withLock { state in
      guard state.pending.count + bytes.count <= room else {
        state.dropped += lines
        return false
      }
      state.pending.append(contentsOf: bytes)
      defer { state.lines += lines }
      return state.lines == 0
    }
    if wasEmpty { work.signal() }
  }

  /// Writes what is left; no more is taken. Waits at most this long for a reader or a disk that is slow.
  func end(within seconds: Double) {
    state.withLock { $0.isEnding = true }
    work.signal()
    _ = ended.wait(timeout: .now() + seconds)
  }

  private func run() {
    // Writing to a pipe whose reader is gone is an error here and no signal.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    var batch: [UInt8] = []
    var told = 0
    while true {
      work.wait()
      let (lines, dropped, isEnding) = state.withLock { state in
        swap(&state.pending, &batch)
        defer { state.lines = 0 }
        return (state.lines, state.dropped, state.isEnding)
      }
      if lines > 0 || isEnding { write(batch, lines, dropped, &told) }
      batch.removeAll(keepingCapacity: true)
      if isEnding { break }
    }
    ended.signal()
  }

  /// - Parameter told: how many of the dropped lines the file tells of.
  private func write(_ batch: [UInt8], _ lines: Int, _ dropped: Int, _ told: inout Int) {
    let result = file.withLock { file in
      file.followMoves()
      if dropped > told {
        var line = Array("{\"time\":\"".utf8) + Self.time(Int64(Foundation.time(nil)))
        line += "Z\",\"dropped\":\(dropped - told)}\n".utf8
        if file.write(line) == 0 { told = dropped }
      }
      let lost = file.write(batch)
      return (lost, lost > 0 ? String(cString: strerror(file.fault)) : "")
    }
    guard result.0 > 0 else { return }
    state.withLock { $0.dropped += result.0 }
    if dropped == told { logger.warning("access log: \(result.0) of \(lines) lines dropped: \(result.1)") }
  }

  /// A second since 1970 as `2026-11-23T23:06:26`.
  static func time(_ second: Int64) -> [UInt8] {
    var seconds = time_t(second)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    return [UInt8](unsafeUninitializedCapacity: 20) { bytes, count in
      bytes.withMemoryRebound(to: CChar.self) { count = strftime($0.baseAddress, 20, "%Y-%m-%dT%H:%M:%S", &parts) }
    }
  }
}

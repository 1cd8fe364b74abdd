// The access log, which collects the lines of all loops and writes them in batches.

import Dispatch
import Foundation
import Logging
import Synchronization

/// One JSON line for each request, in a file or on standard output.
///
/// The loops hand over lines in batches, and a separate thread writes them, so that no loop waits for a disk or for
/// the reader of a pipe. Lines that do not fit or cannot be written are dropped and counted. As soon as writing
/// works again, the count gets a line of its own: `{"time":"…","dropped":123}`.
package final class AccessLog: Sendable {
  private struct State {
    var pending: [UInt8] = []
    var lines = 0
    var dropped = 0
    var isEnding = false
  }

  private let state = Mutex(State())
  /// Locked only by the writing thread.
  private let file: Mutex<AccessLogFile>
  private let work = DispatchSemaphore(value: 0)
  private let ended = DispatchSemaphore(value: 0)
  private let room: Int
  private let logger: Logger

  /// - Parameters:
  ///   - path: the file to append to, or "-" for standard output. A file that was moved away is created again, so logs
  ///     can be rotated without a signal.
  ///   - room: the number of bytes that may wait to be written.
  /// - Throws: `AccessLogError`, whose description is one line for people.
  package init(
    _ path: String, room: Int = 4 << 20, logger: Logger = Logger(label: "newsroom.access")
  ) throws(AccessLogError) {
    file = Mutex(try AccessLogFile(path))
    self.room = room
    self.logger = logger
    let thread = Thread { [self] in run() }
    thread.name = "access log"
    thread.start()
  }

  /// The number of lines that were dropped so far.
  package var dropped: Int { state.withLock { $0.dropped } }

  /// Accepts lines, or drops them when too many bytes are waiting or the log has ended.
  func take(_ bytes: UnsafeRawBufferPointer, lines: Int) {
    let wasEmpty = state.withLock { state in
      guard !state.isEnding, state.pending.count + bytes.count <= room else {
        state.dropped += lines
        return false
      }
      state.pending.append(contentsOf: bytes)
      defer { state.lines += lines }
      return state.lines == 0
    }
    if wasEmpty { work.signal() }
  }

  /// Writes the remaining lines and stops. Waits at most `seconds` for a slow reader or disk.
  func end(within seconds: Double) {
    state.withLock { $0.isEnding = true }
    work.signal()
    _ = ended.wait(timeout: .now() + seconds)
  }

  private func run() {
    // A closed pipe must cause an error instead of a signal.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    var batch: [UInt8] = []
    var reported = 0
    while true {
      work.wait()
      let (lines, dropped, isEnding) = state.withLock { state in
        swap(&state.pending, &batch)
        defer { state.lines = 0 }
        return (state.lines, state.dropped, state.isEnding)
      }
      if lines > 0 || isEnding { write(batch, lines, dropped, &reported) }
      batch.removeAll(keepingCapacity: true)
      if isEnding { break }
    }
    ended.signal()
  }

  /// - Parameter reported: the number of dropped lines that the file already reports.
  private func write(_ batch: [UInt8], _ lines: Int, _ dropped: Int, _ reported: inout Int) {
    let result = file.withLock { file in
      file.followMoves()
      if dropped > reported {
        var line = Array("{\"time\":\"".utf8) + Self.time(Int64(Foundation.time(nil)))
        line += "Z\",\"dropped\":\(dropped - reported)}\n".utf8
        if file.write(line) == 0 { reported = dropped }
      }
      let lost = file.write(batch)
      return (lost, lost > 0 ? String(cString: strerror(file.fault)) : "")
    }
    guard result.0 > 0 else { return }
    state.withLock { $0.dropped += result.0 }
    if dropped == reported { logger.warning("access log: \(result.0) of \(lines) lines dropped: \(result.1)") }
  }

  /// A time in seconds since 1970 as `2026-11-23T23:06:26`.
  static func time(_ second: Int64) -> [UInt8] {
    var seconds = time_t(second)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    return [UInt8](unsafeUninitializedCapacity: 20) { bytes, count in
      bytes.withMemoryRebound(to: CChar.self) { count = strftime($0.baseAddress, 20, "%Y-%m-%dT%H:%M:%S", &parts) }
    }
  }
}

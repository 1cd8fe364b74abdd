// The file that the access log is written to.

import Foundation

/// A file that lines are added to, or standard output. It is closed when this value goes.
struct AccessLogFile: ~Copyable {
  private let path: String
  private var descriptor: Int32
  private let isStandardOutput: Bool
  /// The `errno` of the last write that failed.
  private(set) var fault: Int32 = 0
  /// Whether the last thing in the file is a part of a line.
  private var isWithinLine = false

  init(_ path: String) throws(AccessLogError) {
    self.path = path
    isStandardOutput = path == "-"
    descriptor = isStandardOutput ? STDOUT_FILENO : Self.open(path)
    guard descriptor >= 0 else { throw AccessLogError(path: path, code: errno) }
  }

  deinit {
    if !isStandardOutput { close(descriptor) }
  }

  /// Who may read it is the owner's and the group's affair: it holds addresses of people.
  private static func open(_ path: String) -> Int32 {
    Foundation.open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o640)
  }

  /// Opens the file anew if its name has come to mean another one, or none.
  mutating func followMoves() {
    guard !isStandardOutput else { return }
    var named = stat()
    var opened = stat()
    if stat(path, &named) == 0, fstat(descriptor, &opened) == 0, named.st_ino == opened.st_ino,
      named.st_dev == opened.st_dev
    {
      return
    }
    let new = Self.open(path)
    guard new >= 0 else { return }
    close(descriptor)
    descriptor = new
    isWithinLine = false
  }

  /// Writes whole lines. Returns how many of them were lost.
  mutating func write(_ lines: [UInt8]) -> Int {
    if isWithinLine {
      guard writeAll([10]) == 1 else { return lines.count { $0 == 10 } }
      isWithinLine = false
    }
    let written = writeAll(lines)
    guard written < lines.count else { return 0 }
    isWithinLine = written > 0 && lines[written - 1] != 10
    return lines[written...].count { $0 == 10 }
  }

  /// Writes as much as can be written. Returns how many bytes that was.
  private mutating func writeAll(_ bytes: [UInt8]) -> Int {
    bytes.withUnsafeBytes { bytes in
      var written = 0
      while written < bytes.count {
        let count = Foundation.write(
          descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written)
        if count > 0 {
          written += count
          continue
        }
        let code = count < 0 ? errno : EIO
        if code == EINTR { continue }
        // A pipe may have been made non-blocking by whoever gave it to us.
        var state = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        if code == EAGAIN, poll(&state, 1, 1_000) == 1 { continue }
        fault = code
        break
      }
      return written
    }
  }
}

/// An access log that cannot be written. Its description is one line for a human.
package struct AccessLogError: Error, Sendable, CustomStringConvertible {
  let path: String
  let code: Int32

  package var description: String { "cannot write the access log to \(path): \(String(cString: strerror(code)))" }
}

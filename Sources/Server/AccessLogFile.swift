// The file of the access log.

import Foundation

/// A file for appending, or standard output. The file is closed with this value.
struct AccessLogFile: ~Copyable {
  private let path: String
  private var descriptor: Int32
  private let isStandardOutput: Bool
  /// The `errno` of the last write that failed.
  private(set) var fault: Int32 = 0
  /// Whether the file ends in an incomplete line.
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

  /// Readable only by the owner and the group, because it contains addresses of people.
  private static func open(_ path: String) -> Int32 {
    Foundation.open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o640)
  }

  /// Opens the file again if its path refers to another file, or to none.
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

  /// Writes whole lines. Returns the number of lines that were lost.
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

  /// Writes as many bytes as possible. Returns their number.
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
        // A pipe may be non-blocking if the parent process made it so.
        var state = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        if code == EAGAIN, poll(&state, 1, 1_000) == 1 { continue }
        fault = code
        break
      }
      return written
    }
  }
}

/// An access log that cannot be written. Its description is one line for people.
package struct AccessLogError: Error, Sendable, CustomStringConvertible {
  let path: String
  let code: Int32

  package var description: String { "cannot write the access log to \(path): \(String(cString: strerror(code)))" }
}

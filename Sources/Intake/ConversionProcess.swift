// The process that converts one file to Markdown: this program, started again by `FileReader`.

import CLinux
import Glibc

/// It reads the file from standard input and writes the Markdown to standard output, or exits with a status of
/// `Unreadable`. It has no network, no files and no other process, and little time and memory.
package enum ConversionProcess {
  /// The first argument, before the media type. People do not use it, so it is not in the help.
  static let command = "convert-file"

  /// Converts a file and exits, if the arguments ask for that. It runs before anything else starts a thread, since the
  /// limits hold for the thread that sets them.
  package static func runIfAsked(_ arguments: [String]) {
    guard arguments.count == 3, arguments[1] == command, let type = FileType(rawValue: arguments[2]) else { return }
    do throws(Unreadable) {
      let memoryStatus = Unreadable.tooMuchMemory(FileReader.memory).status
      guard sandbox_limit(UInt64(FileReader.memory), UInt32(FileReader.seconds), memoryStatus) == 0 else {
        throw Unreadable.unconfined
      }
      try write(try convert(type))
      _exit(EXIT_SUCCESS)
    } catch {
      _exit(error.status)
    }
  }

  private static func convert(_ type: FileType) throws(Unreadable) -> String {
    if type == .pdf { throw PDFText.execute() }
    Tree.prepare()
    guard sandbox_enter(0) == 0 else { throw .unconfined }
    let bytes = try readInput()
    return type == .html ? try HTMLText.read(bytes) : try WordText.read(bytes)
  }

  private static func readInput() throws(Unreadable) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = read(STDIN_FILENO, &chunk, chunk.count)
      if count == 0 { return bytes }
      if count < 0, errno != EINTR { throw .broken }
      bytes += chunk.prefix(max(count, 0))
    }
  }

  private static func write(_ text: String) throws(Unreadable) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if count < 0, errno != EINTR { throw .broken }
      rest = rest.dropFirst(max(count, 0))
    }
  }
}

// Reads the text of a PDF with poppler's pdftotext.

import CLinux
import Glibc

enum PDFText {
  static let program = "pdftotext"
  static let signature = Array("%PDF-".utf8)
  private static let arguments = ["-enc", "UTF-8", "-eol", "unix", "-nopgbrk", "-", "-"]

  /// Readers accept a signature within the first kilobyte (PDF 1.7, implementation note 13).
  static func check(_ bytes: [UInt8]) throws(Unreadable) {
    guard Array(bytes.prefix(1024)).firstRange(of: signature) != nil else { throw .otherType }
  }

  /// The reason for a failure of the program. The name is in the trailer, which is never encrypted.
  static func failure(_ bytes: [UInt8]) -> Unreadable {
    bytes.firstRange(of: Array("/Encrypt".utf8)) == nil ? .broken : .encrypted
  }

  /// Replaces this process by the program.
  /// - Returns: the reason why that failed.
  static func execute() -> Unreadable {
    guard sandbox_enter(1) == 0 else { return .unconfined }
    let words = ([program] + arguments).map { strdup($0) } + [nil]
    execvp(program, words)
    return .noProgram(program)
  }
}

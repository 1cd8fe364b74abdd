// The file types, apart from plain text, that may contain a press release.

import Glibc

/// A file type that can be converted to Markdown.
package enum FileType: String, CaseIterable, Sendable {
  /// HTML, also from a browser's clipboard after a paste from a word processor.
  case html = "text/html"
  case pdf = "application/pdf"
  case word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

  package var mediaType: String { rawValue }

  /// The type for the extension of a file's name; nil for a file that is read as text.
  package init?(fileName: String) {
    let suffixes: [String: FileType] = ["html": .html, "htm": .html, "pdf": .pdf, "docx": .word]
    guard let dot = fileName.lastIndex(of: "."),
      let type = suffixes[fileName[fileName.index(after: dot)...].lowercased()]
    else { return nil }
    self = type
  }

  /// The limit, in bytes, on each unpacked part of a file and on its text as Markdown.
  package static let limit = 8 << 20
}

/// The reasons why a file cannot be read.
package enum Unreadable: Error, Equatable {
  /// The content is not of the stated type.
  case otherType
  /// The file begins like its type but cannot be read to its end.
  case broken
  /// The file has a password.
  case encrypted
  /// The file is empty or has only images.
  case noText
  /// The content is larger than this number of bytes.
  case tooLarge(Int)
  /// Reading took longer than this number of seconds.
  case tooSlow(Int)
  /// Reading took more than this number of bytes of memory.
  case tooMuchMemory(Int)
  /// The program that reads the file is not installed.
  case noProgram(String)
  /// The kernel cannot confine the process that would read the file.
  case unconfined
  /// This number of files is being read already.
  case busy(Int)
  /// Another file of the same client is being read.
  case oneAtATime

  /// The exit statuses of the process that converts a file. Smaller ones are those of other programs.
  static let statuses: [Int32: Unreadable] = [
    65: .otherType, 66: .broken, 67: .encrypted, 68: .noText, 69: .tooLarge(FileType.limit),
    70: .tooMuchMemory(FileReader.memory), 71: .noProgram(PDFText.program), 72: .unconfined,
  ]

  var status: Int32 { Self.statuses.first { $0.value == self }?.key ?? EXIT_FAILURE }
}

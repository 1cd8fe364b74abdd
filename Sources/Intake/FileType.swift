// The file types, apart from plain text, that may contain a press release.

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

  /// The text of a file as Markdown, with headings, lists, bold, italic and links; of a PDF only the text. Nothing in
  /// the file is run or fetched.
  package func markdown(of bytes: [UInt8]) throws(Unreadable) -> String {
    if bytes.isEmpty { throw .noText }
    let text =
      switch self {
      case .html: try HTMLText.read(bytes)
      case .pdf: try PDFText.read(bytes)
      case .word: try WordText.read(bytes)
      }
    if text.isEmpty { throw .noText }
    if text.utf8.count > Self.limit { throw .tooLarge(Self.limit) }
    return text
  }
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
  /// The program that reads the file is not installed.
  case noProgram(String)
}

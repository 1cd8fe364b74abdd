// The kinds of file, beside plain text, in which the text of a press release comes.

/// A format of files that can be read as Markdown.
package enum FileType: String, CaseIterable, Sendable {
  /// What a browser's clipboard gives for a paste from a word processor, too.
  case html = "text/html"
  case pdf = "application/pdf"
  case word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

  package var mediaType: String { rawValue }

  /// The type that a file's name ends in; nil for what is read as text.
  package init?(fileName: String) {
    let suffixes: [String: FileType] = ["html": .html, "htm": .html, "pdf": .pdf, "docx": .word]
    guard let dot = fileName.lastIndex(of: "."),
      let type = suffixes[fileName[fileName.index(after: dot)...].lowercased()]
    else { return nil }
    self = type
  }

  /// Bytes that a part of a file may have when it is unpacked, and its text as Markdown.
  package static let limit = 8 << 20

  /// The text of a file: its headings, lists, bold, italic and links as Markdown (of a PDF only the text). Nothing is
  /// run or fetched.
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

/// Why a file gives no text.
package enum Unreadable: Error, Equatable {
  /// It is something else than its type says.
  case otherType
  /// It begins like its type and can't be read to its end.
  case broken
  /// Only a password opens it.
  case encrypted
  /// It has no text: it is empty, or it is a picture of text.
  case noText
  /// Its content is larger than so many bytes.
  case tooLarge(Int)
  /// Reading it took longer than so many seconds.
  case tooSlow(Int)
  /// This machine lacks the program that reads it.
  case noProgram(String)
}

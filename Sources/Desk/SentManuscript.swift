// A manuscript as sent: plain text, or a file that is converted to Markdown.

import Cryptography
import Foundation
import Intake
import Values

package struct SentManuscript {
  /// The largest text in bytes. The reader needs up to 500 times as much memory.
  package static let limit = 300_000

  package static let mediaTypes = ["text/plain", "text/markdown"] + FileType.allCases.map(\.mediaType)

  /// The text to read, to whose lines the findings refer.
  let text: String
  /// SHA-256 of the type and the bytes, which detects a manuscript that was sent before.
  let hash: Data
  /// Whether the file had pictures, which are left out.
  let hasPicture: Bool

  /// - Parameter type: the file type; nil for text in UTF-8.
  /// - Throws: `DeskError.unreadable`, or `InvalidInput` for text that is not UTF-8 or too long.
  package init(_ bytes: [UInt8], _ type: FileType?, reader: FileReader, from author: Author) throws {
    var digest = SHA256()
    if let type {
      do {
        text = try reader.markdown(of: bytes, type, from: author.token ?? 0)
      } catch {
        throw DeskError.unreadable(error, type)
      }
      digest.update(type.mediaType.utf8)
    } else {
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw InvalidInput(.schemaViolation, .body, "", nil, .notUTF8)
      }
      self.text = text
    }
    guard text.utf8.count <= Self.limit else {
      throw InvalidInput(.schemaViolation, .body, "", nil, .manuscriptTooLong(bytes: Self.limit))
    }
    hasPicture = type.map { $0.hasPicture(in: bytes) } ?? false
    digest.update(bytes)
    hash = Data(digest.finalize())
  }
}

extension FileType {
  /// Whether a file names a picture that its text has.
  fileprivate func hasPicture(in bytes: [UInt8]) -> Bool {
    let marks =
      switch self {
      case .html: ["<img", "<IMG", "<v:imagedata"]
      case .word: ["word/media/"]
      default: [String]()
      }
    return marks.contains { bytes.firstRange(of: Array($0.utf8)) != nil }
  }
}

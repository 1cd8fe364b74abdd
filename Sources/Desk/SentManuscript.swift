// The text of a press release as it was sent: as such, or in a file that is read as Markdown.

import Cryptography
import Foundation
import Intake
import Values

package struct SentManuscript {
  package static let mediaTypes = ["text/plain", "text/markdown"] + FileType.allCases.map(\.mediaType)

  /// What is read, and to whose lines the findings refer.
  let text: String
  /// Tells whether the same was sent before.
  let hash: Data

  /// - Parameter type: nil for bytes that are the text in UTF-8.
  package init(_ bytes: [UInt8], _ type: FileType?) throws {
    var digest = SHA256()
    if let type {
      do {
        text = try type.markdown(of: bytes)
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
    digest.update(bytes)
    hash = Data(digest.finalize())
  }
}

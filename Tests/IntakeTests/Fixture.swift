// Loads the test files, and converts files. `Fixtures/README.md` describes how the files were made.

import Foundation
import RunningNewsroom

@testable import Intake

enum Fixture {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

  static func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: folder.appending(path: name))) }

  static func path(_ name: String) -> String { folder.appending(path: name).path }
}

extension FileType {
  /// Converts a file in this process, which is fast; a PDF in another.
  func markdown(of bytes: [UInt8]) throws(Unreadable) -> String {
    if bytes.isEmpty { throw .noText }
    let text =
      switch self {
      case .html: try HTMLText.read(bytes)
      case .word: try WordText.read(bytes)
      case .pdf: try inAProcess(bytes)
      }
    if text.isEmpty { throw .noText }
    return text
  }

  /// Converts a file as the newsroom does, on a machine that may be busy: only the processor time is limited.
  func inAProcess(_ bytes: [UInt8]) throws(Unreadable) -> String {
    try FileReader(executable: Child.binary.path, seconds: 120).markdown(of: bytes, self, from: 1)
  }
}

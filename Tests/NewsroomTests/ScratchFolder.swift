// Folders for the tests of this process, cleared away when it ends.

import Foundation

enum ScratchFolder {
  private static let root: String = {
    let root = NSTemporaryDirectory() + "newsroom-tests-\(getpid())"
    atexit { try? FileManager.default.removeItem(atPath: NSTemporaryDirectory() + "newsroom-tests-\(getpid())") }
    return root
  }()

  /// A path for a folder that does not exist yet.
  static func path() -> String { root + "/" + UUID().uuidString }
}

// Folders for the tests of this process, cleared away when it ends.

import Foundation

enum ScratchFolder {
  /// On the disk, and in memory where there is such a place.
  private static let (root, memory): (String, String) = {
    let places = [NSTemporaryDirectory(), FileManager.default.fileExists(atPath: "/dev/shm") ? "/dev/shm/" : ""]
    atexit { ScratchFolder.clear() }
    return (places[0] + name, (places[1].isEmpty ? places[0] : places[1]) + name)
  }()

  private static let name = "newsroom-tests-\(getpid())"

  private static func clear() {
    for folder in [root, memory] { try? FileManager.default.removeItem(atPath: folder) }
  }

  /// A path for a folder that does not exist yet.
  /// - Parameter inMemory: for a test that makes thousands of files and asks nothing of the disk.
  static func path(inMemory: Bool = false) -> String { (inMemory ? memory : root) + "/" + UUID().uuidString }
}

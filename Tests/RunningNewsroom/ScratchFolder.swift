// Folders for the tests of this process, in memory where there is such a place, cleared away when the process ends.

import Foundation

package enum ScratchFolder {
  /// In memory a commit costs no wait for the disk, and thousands of files leave nothing to write.
  package enum Place: Sendable {
    case memory
    /// For tests of what a disk does: what is left when a process is killed, when it is full, when it fails.
    case disk
  }

  private static let (memory, disk): (String, String) = {
    let name = "newsroom-tests-\(getpid())"
    let temporary = NSTemporaryDirectory() + name
    atexit { ScratchFolder.clear() }
    return (access("/dev/shm", W_OK | X_OK) == 0 ? "/dev/shm/" + name : temporary, temporary)
  }()

  private static func clear() {
    for folder in [memory, disk] { try? FileManager.default.removeItem(atPath: folder) }
  }

  /// A path for a folder that does not exist yet.
  package static func path(in place: Place = .memory) -> String {
    (place == .memory ? memory : disk) + "/" + UUID().uuidString
  }

  /// A folder that is there.
  package static func make(in place: Place = .memory) throws -> String {
    let path = path(in: place)
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }
}

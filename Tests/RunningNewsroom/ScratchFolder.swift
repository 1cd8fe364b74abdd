// Folders for the tests of this process, in memory if possible, deleted when the process ends.

import Foundation

package enum ScratchFolder {
  /// In memory a commit does not wait for the disk, and thousands of files cause no writes.
  package enum Place: Sendable {
    case memory
    /// For tests of disks: killed processes, full disks and disk faults.
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

  /// The path of a folder that does not exist yet.
  package static func path(in place: Place = .memory) -> String {
    (place == .memory ? memory : disk) + "/" + UUID().uuidString
  }

  /// An existing folder.
  package static func make(in place: Place = .memory) throws -> String {
    let path = path(in: place)
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }
}

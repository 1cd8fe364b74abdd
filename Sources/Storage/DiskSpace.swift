// The free space of the disk that a directory is on.

import Foundation

package enum DiskSpace {
  /// On a large disk, a tenth would be more than the newsroom ever needs. In bytes.
  private static let enough: UInt64 = 2 << 30

  /// Whether less than a tenth of the disk, and less than 2 GiB, is free for this user.
  /// - Throws: `DataFault` when the disk cannot be queried.
  package static func isNearlyFull(_ directory: String) throws(DataFault) -> Bool {
    var disk = statvfs()
    guard statvfs(directory, &disk) == 0 else {
      throw DataFault("cannot query the disk of \(directory): \(String(cString: strerror(errno)))")
    }
    let block = UInt64(disk.f_frsize)
    return isNearlyFull(free: UInt64(disk.f_bavail) * block, of: UInt64(disk.f_blocks) * block)
  }

  /// - Parameters: both in bytes.
  static func isNearlyFull(free: UInt64, of size: UInt64) -> Bool { free < min(size / 10, enough) }
}

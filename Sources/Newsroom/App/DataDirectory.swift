// The data directory: made when absent, readable by its owner only.

import Foundation

enum DataDirectory {
  static func prepare(_ directory: String) throws(DataFault) {
    // Files that SQLite makes later, the WAL among them, are private too.
    umask(0o077)
    do {
      try FileManager.default.createDirectory(
        atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw DataFault("cannot create the data directory \(directory): \(String(cString: strerror(errno)))")
    }
    guard access(directory, W_OK | X_OK) == 0 else {
      throw DataFault("cannot write to the data directory \(directory): \(String(cString: strerror(errno)))")
    }
  }
}

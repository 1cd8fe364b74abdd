// The data directory: made when absent, and readable by its owner only, to whom all in it belongs.

import Foundation

package enum DataDirectory {
  package static func prepare(_ directory: String) throws(DataFault) {
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

  /// Prepares a directory that has a newsroom: who looks for something must not be told of one that is empty because it
  /// has just been made.
  /// - Throws: `DataFault` where there is none, too.
  package static func prepareExisting(_ directory: String) throws(DataFault) {
    guard FileManager.default.fileExists(atPath: directory + "/desk.sqlite") else {
      throw DataFault("there is no newsroom in \(directory); --data or NEWSROOM_DATA names its data directory")
    }
    try prepare(directory)
  }

  /// Makes a file, still empty, that belongs to whoever the directory belongs to; does nothing for others than root.
  /// What root does to a service's directory by hand must not leave files there that the service can't open. SQLite
  /// does the same with what it keeps beside a file.
  package static func claim(_ path: String) {
    var folder = stat()
    guard geteuid() == 0, stat((path as NSString).deletingLastPathComponent, &folder) == 0 else { return }
    let file = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
    guard file >= 0 else { return }
    fchown(file, folder.st_uid, folder.st_gid)
    close(file)
  }
}

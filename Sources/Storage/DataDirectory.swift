// The data directory: created when absent, readable by its owner only.

import Foundation

package enum DataDirectory {
  package static func prepare(_ directory: String) throws(DataFault) {
    // Files that SQLite creates later, such as the WAL, are private too.
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

  /// Prepares a directory that already contains a newsroom. A command that reads must report a wrong path instead of
  /// creating an empty newsroom there.
  /// - Throws: `DataFault` when the directory has no newsroom or cannot be used.
  package static func prepareExisting(_ directory: String) throws(DataFault) {
    guard FileManager.default.fileExists(atPath: directory + "/desk.sqlite") else {
      throw DataFault("there is no newsroom in \(directory); set its data directory with --data or NEWSROOM_DATA")
    }
    try prepare(directory)
  }

  /// The size of a file in bytes; nil when there is no such file.
  package static func size(of path: String) throws(DataFault) -> Int? {
    var status = stat()
    if stat(path, &status) == 0 { return Int(status.st_size) }
    guard errno == ENOENT else { throw DataFault("cannot read \(path): \(String(cString: strerror(errno)))") }
    return nil
  }

  /// Creates an empty file with the owner of its directory; does nothing unless the process runs as root.
  /// A command that root runs by hand must not leave files that the service cannot open. SQLite gives the files
  /// beside a database the same owner.
  package static func claim(_ path: String) {
    var folder = stat()
    guard geteuid() == 0, stat((path as NSString).deletingLastPathComponent, &folder) == 0 else { return }
    let file = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
    guard file >= 0 else { return }
    fchown(file, folder.st_uid, folder.st_gid)
    close(file)
  }
}

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
    try becomeOwner(of: directory)
    guard faccessat(AT_FDCWD, directory, W_OK | X_OK, AT_EACCESS) == 0 else {
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

  /// Gives this process the rights of the directory's owner, if root runs it. A command that root runs by hand then
  /// leaves no files that the service cannot open, and follows no link to where the service may not write.
  private static func becomeOwner(of directory: String) throws(DataFault) {
    var folder = stat()
    guard geteuid() == 0, stat(directory, &folder) == 0, folder.st_uid != 0 else { return }
    var group = folder.st_gid
    guard setgroups(1, &group) == 0, setegid(group) == 0, seteuid(folder.st_uid) == 0 else {
      throw DataFault("cannot become the owner of \(directory): \(String(cString: strerror(errno)))")
    }
  }

  /// Runs `body` with the rights of the user who started this process, to use a file outside the data directory.
  package static func asCaller<Value>(_ body: () throws -> Value) rethrows -> Value {
    let (user, group) = (geteuid(), getegid())
    guard user != getuid() else { return try body() }
    seteuid(getuid())
    setegid(getgid())
    defer {
      setegid(group)
      seteuid(user)
    }
    return try body()
  }
}

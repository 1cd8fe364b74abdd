// The public file on a read replica: a copy that `litestream restore -f` keeps up to date.

import Foundation
import GRDB
import Migrations
import Storage
import Synchronization

/// Checks that the file is complete: that all its pages belong to one state.
///
/// Litestream writes changed pages while it holds SQLite's exclusive lock, so readers wait. If it is killed meanwhile,
/// or a transfer breaks, the file has pages of two states and no lock. Two facts reveal this:
/// - Litestream writes the first page first, and the writer changes that page with every state (`markState`). A state
///   that was complete once is complete as long as its mark is on the first page.
/// - After the last page, Litestream writes the number of the last transaction into the file `public.sqlite-txid`. A
///   new state is complete if that file is not older than the last write.
package final class ReplicaFile: Sendable {
  package let path: String
  /// The inode number of the file when it was opened; a newly restored file has another one.
  package let identity: UInt64
  private let state = Mutex(State())

  private struct State {
    /// The mark of the newest state that was complete.
    var whole: Int32?
    /// Since when the file has been incomplete.
    var tornSince: ContinuousClock.Instant?
  }

  /// How long a read waits for an incomplete state.
  private static let timeout = Duration.seconds(1)

  /// - Parameter open: the identity of a file that this process already has open.
  /// - Throws: `DataFault` when the file is missing, or is in WAL mode and can't be changed.
  package init(directory: String, open: UInt64? = nil) throws {
    path = directory + "/public.sqlite"
    guard let identity = Self.identity(directory: directory) else {
      throw DataFault("there is no \(path) yet; `litestream restore -f` creates it")
    }
    self.identity = identity
    // A log beside the file belongs to a writer of this very file, which must not be changed. Nor must an open file:
    // closing any descriptor of it drops all locks of this process (POSIX).
    if identity != open, Self.status(path + "-wal") == nil { try Self.leaveLog(path) }
  }

  /// The inode number of the file in the directory; nil when there is no file.
  package static func identity(directory: String) -> UInt64? {
    status(directory + "/public.sqlite").map { UInt64($0.st_ino) }
  }

  private static func status(_ path: String) -> stat? {
    var result = stat()
    return stat(path, &result) == 0 ? result : nil
  }

  // MARK: Completeness

  /// Checks whether the state that a transaction sees is complete.
  /// - Returns: false when it is incomplete and waiting may help.
  /// - Throws: `CatalogError.unfinishedCopy` when it has been incomplete for a second; `DataFault` when its schema is
  ///   of another version.
  func isWhole(_ db: Database) throws -> Bool {
    // Reading the first page takes the shared lock, which blocks writers until the transaction ends.
    let mark = try Int32.fetchOne(db.cachedStatement(sql: "PRAGMA user_version")) ?? 0
    if state.withLock({ $0.whole == mark }) { return true }
    guard isComplete else {
      let since = state.withLock { state in
        let since = state.tornSince ?? .now
        state.tornSince = since
        return since
      }
      guard .now - since < Self.timeout else { throw CatalogError.unfinishedCopy }
      return false
    }
    try SQLiteFile.checkSchema(db, Migrations.publicFile, name: "public.sqlite")
    state.withLock { $0 = State(whole: mark) }
    return true
  }

  private var isComplete: Bool {
    // Without a transaction number beside it, the file is a plain copy or the writer's own.
    guard let file = Self.status(path), let beside = Self.status(path + "-txid") else { return true }
    let (written, noted) = (file.st_mtim, beside.st_mtim)
    return (noted.tv_sec, noted.tv_nsec) >= (written.tv_sec, written.tv_nsec)
  }

  // MARK: Journal mode

  /// Sets the file to rollback mode (bytes 18 and 19 of the header, SQLite file format section 1.3). The first restore
  /// leaves it in WAL mode, in which open readers hold a lock and Litestream could never write. Later writes of
  /// Litestream set rollback mode themselves.
  private static func leaveLog(_ path: String) throws {
    let file = open(path, O_RDWR | O_CLOEXEC)
    guard file >= 0 else { return try requireRollbackMode(path) }
    defer { close(file) }
    // The locks of a SQLite writer: the pending byte, then the shared range.
    for (start, length) in [(0x4000_0000, 1), (0x4000_0002, 510)] {
      var lock = flock()
      (lock.l_type, lock.l_whence) = (Int16(F_WRLCK), Int16(SEEK_SET))
      (lock.l_start, lock.l_len) = (off_t(start), off_t(length))
      guard fcntl(file, F_SETLKW, &lock) == 0 else { throw fault("lock", path) }
    }
    var status = stat()
    var modes: [UInt8] = [0, 0]
    guard fstat(file, &status) == 0, pread(file, &modes, 2, 18) == 2 else { throw fault("read", path) }
    guard modes != [1, 1] else { return }
    // Keep the time of the last write: `isComplete` compares it.
    let times = [status.st_atim, status.st_mtim]
    guard pwrite(file, [1, 1] as [UInt8], 2, 18) == 2, futimens(file, times) == 0 else { throw fault("write", path) }
  }

  private static func requireRollbackMode(_ path: String) throws {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw fault("read", path) }
    defer { close(file) }
    var modes: [UInt8] = [0, 0]
    guard pread(file, &modes, 2, 18) >= 0 else { throw fault("read", path) }
    guard modes == [1, 1] else {
      throw DataFault(
        "\(path) is in WAL mode and not writable; make it writable for this user, or wait for Litestream's next write")
    }
  }

  private static func fault(_ verb: String, _ path: String) -> DataFault {
    DataFault("cannot \(verb) \(path): \(String(cString: strerror(errno)))")
  }
}

// A public file that another process writes: the copy on a reading machine, followed by `litestream restore -f`.

import Foundation
import GRDB
import Migrations
import Storage
import Synchronization

/// Tells whether what is in the file is one state of it.
///
/// Litestream writes the pages that have changed into the file while it holds SQLite's exclusive lock, so readers wait.
/// Killed in the midst of that, or when a transfer breaks, it leaves pages of two states and no lock. But it writes the
/// first page first, which the writer changes with every state (`markState`), and when all pages are written it writes
/// the number of the last transaction into a file beside this one. So a state that was once seen whole is whole as long
/// as its mark stands on the first page; another is whole if the file beside is not older than the last write.
package final class ReplicaFile: Sendable {
  package let path: String
  /// Which file this was when it was opened: one that is restored anew is another.
  package let identity: UInt64
  private let state = Mutex(State())

  private struct State {
    /// The mark of the newest state that was seen whole.
    var whole: Int32?
    /// Since when the file has not been whole.
    var tornSince: ContinuousClock.Instant?
  }

  /// How long a read waits for the rest of a state.
  private static let timeout = Duration.seconds(1)

  /// - Parameter open: the identity of a file that this process has open already.
  /// - Throws: `DataFault` when the file isn't there, or can't be read the way it is.
  package init(directory: String, open: UInt64? = nil) throws {
    path = directory + "/public.sqlite"
    guard let identity = Self.identity(directory: directory) else {
      throw DataFault("there is no \(path) yet; `litestream restore -f` makes it")
    }
    self.identity = identity
    // A log beside it is that of a newsroom which writes to this very file; then nothing is to be done. Nor is it with
    // a file that is open: a process that closes it once loses all the locks it has on it.
    if identity != open, Self.status(path + "-wal") == nil { try Self.leaveLog(path) }
  }

  /// The number of the file that is in the directory now; nil for none.
  package static func identity(directory: String) -> UInt64? {
    status(directory + "/public.sqlite").map { UInt64($0.st_ino) }
  }

  private static func status(_ path: String) -> stat? {
    var result = stat()
    return stat(path, &result) == 0 ? result : nil
  }

  // MARK: Whole or not

  /// Looks whether the state that a transaction sees is whole.
  /// - Returns: false when it is not, and waiting may help.
  /// - Throws: `CatalogError.unfinishedCopy` when it has not been for long; `DataFault` when it is of another schema.
  func isWhole(_ db: Database) throws -> Bool {
    // Reads the first page, and so takes the lock that keeps others from writing until the transaction ends.
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
    // Nobody follows a file without a number beside it: it is a copy, or the writer's own.
    guard let file = Self.status(path), let beside = Self.status(path + "-txid") else { return true }
    let (written, noted) = (file.st_mtim, beside.st_mtim)
    return (noted.tv_sec, noted.tv_nsec) >= (written.tv_sec, written.tv_nsec)
  }

  // MARK: Journal mode

  /// The first restore leaves the file in WAL mode, in which every reader holds a lock as long as it has the file open,
  /// so that Litestream could never write to it. Each later write of it says that the file is in rollback mode (bytes
  /// 18 and 19 of the header, SQLite file format section 1.3); here that is said at once.
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
    // The time of the last write stays: by it a state is known to be whole.
    let times = [status.st_atim, status.st_mtim]
    guard pwrite(file, [1, 1] as [UInt8], 2, 18) == 2, futimens(file, times) == 0 else { throw fault("write", path) }
  }

  private static func requireRollbackMode(_ path: String) throws {
    let header = try? FileHandle(forReadingFrom: URL(filePath: path)).read(upToCount: 20)
    guard header?.suffix(2) == Data([1, 1]) else {
      throw DataFault(
        "\(path) is in WAL mode and can't be written to; let this user write to it, or wait until Litestream has")
    }
  }

  private static func fault(_ verb: String, _ path: String) -> DataFault {
    DataFault("cannot \(verb) \(path): \(String(cString: strerror(errno)))")
  }
}

// Copies the desk into one file, and restores a data directory from such a copy.

import Catalog
import Foundation
import GRDB
import Migrations
import Storage
import Values

/// A copy is the desk's file at one moment. It does not include the public file, which is made from the desk, change
/// by change. The two can therefore not be from different moments.
package enum Backup {
  /// Writes a copy while others read and write. An existing file is replaced only by a complete copy.
  /// - Parameters:
  ///   - settings: the path of the settings file; nil when there is none.
  ///   - progress: called with the completed part, from 0 to 1.
  /// - Throws: `DataFault` with the reason in one line.
  package static func write(
    of directory: String, settings: String?, to path: String, progress: @escaping (Double) -> Void
  ) throws {
    try DataDirectory.prepareExisting(directory)
    let folder = (path as NSString).deletingLastPathComponent
    guard resolved(folder.isEmpty ? "." : folder) != resolved(directory) else {
      throw DataFault("\(path) is within the data directory; write the copy elsewhere, preferably on another disk")
    }
    let desk = try DeskFile(directory: directory, readers: 1)
    try DataDirectory.asCaller {
      try replace(path) { partial in
        try copy(desk.pool, to: partial, progress)
        if let settings { try keep(settings: settings, in: partial) }
      }
    }
  }

  /// Restores the desk of a data directory from a copy. An existing desk is moved aside if `isForced`.
  /// - Returns: the results of checking the copy, and the new name of the previous desk, one per line.
  /// - Throws: `DataFault` with the reason in one line; then nothing has changed.
  package static func restore(
    _ path: String, to directory: String, isForced: Bool, by author: Author, progress: @escaping (Double) -> Void
  ) throws -> [String] {
    try DataDirectory.prepare(directory)
    let place = directory + "/desk.sqlite"
    let isThere = FileManager.default.fileExists(atPath: place)
    if isThere, !isForced {
      throw DataFault("there is already a newsroom in \(directory); use --force to move it aside")
    }
    let new = directory + "/restore-\(UUID().uuidString).sqlite"
    defer { remove(new) }
    try fetch(path, to: new, progress)
    var lines = try check(new, path)
    let settings = try hold(new, from: path, by: author)
    // The embargo file of the previous desk must not be shown; it is made again. Nor may SQLite apply the write-ahead
    // log of a lost desk to this one.
    if isThere {
      let aside = try putAside(place) {
        remove(directory + "/embargo.sqlite")
        try rename(new, to: place)
      }
      lines.append("the previous desk is kept as \(aside)")
    } else {
      remove(directory + "/embargo.sqlite")
      remove(place)
      try rename(new, to: place)
    }
    try PublicFile(directory: directory, readers: 1).follow(DeskFile(directory: directory, readers: 1))
    return try lines + restore(settings: settings, to: directory, isForced: isForced)
  }

  /// Copies a file to a path before it is upgraded.
  static func keep(_ pool: DatabasePool, _ path: String) throws {
    try replace(path) { partial in try copy(pool, to: partial) { _ in } }
  }

  private static func resolved(_ path: String) -> String {
    URL(filePath: path).resolvingSymlinksInPath().standardizedFileURL.path
  }

  // MARK: Copying

  private static let pagesPerStep: CInt = 2_000

  /// All steps see one snapshot, since they run within one read of the source.
  private static func copy(_ source: any DatabaseReader, to path: String, _ progress: @escaping (Double) -> Void) throws
  {
    do {
      let target = try DatabaseQueue(path: path)
      try source.backup(to: target, pagesPerStep: pagesPerStep) { step in
        progress(Double(step.completedPageCount) / Double(max(step.totalPageCount, 1)))
      }
      // The copy is one file, without a write-ahead log.
      try target.inDatabase { db in _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = DELETE") }
      try target.close()
    } catch let error as DatabaseError {
      throw DataFault("cannot copy to \(path): \(error.message ?? "SQLite error \(error.resultCode.rawValue)")")
    }
  }

  private static func fetch(_ path: String, to new: String, _ progress: @escaping (Double) -> Void) throws {
    guard DataDirectory.asCaller({ FileManager.default.fileExists(atPath: path) }) else {
      throw DataFault("there is no file \(path)")
    }
    var configuration = Configuration()
    configuration.readonly = true
    do {
      let (source, isDesk) = try DataDirectory.asCaller {
        let source = try DatabaseQueue(path: path, configuration: configuration)
        let isDesk = try source.read { db in
          guard try db.tableExists("migrations") else { return false }
          let first = try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM migrations WHERE name = '0001_create_desk')")
          return first == true
        }
        return (source, isDesk)
      }
      guard isDesk else { throw DataFault("\(path) is not a copy of a newsroom") }
      try copy(source, to: new, progress)
    } catch let error as DatabaseError {
      throw DataFault("\(path) is not a copy of a newsroom: \(error.message ?? "\(error.resultCode)")")
    }
  }

  // MARK: Checking and replacing

  /// Upgrades the copy to this version's schema, and checks it.
  private static func check(_ new: String, _ path: String) throws -> [String] {
    let pool = try ProjectionFile.open(new, migrations: Migrations.desk, readers: 1)
    let verification = try Verification(copy: pool, named: path)
    // The file is moved next.
    try pool.close()
    guard let fault = verification.faults.first else { return verification.findings }
    // Some messages of SQLite have several lines.
    throw DataFault("the copy is damaged: \(fault.split(whereSeparator: \.isNewline).joined(separator: " "))")
  }

  /// Gives the copy a new epoch for its public file, and holds its planned publications.
  /// - Returns: the settings file and the logos of the copy.
  private static func hold(_ new: String, from path: String, by author: Author) throws -> [SavedFile] {
    let pool = try ProjectionFile.open(new, migrations: Migrations.desk, readers: 1)
    let settings = try pool.write { db in
      try db.execute(
        sql: "UPDATE situation SET publicEpoch = lower(hex(randomblob(8))), heldSince = ?",
        arguments: [Instant.now().milliseconds])
      // Sessions of the time of the copy must not continue.
      try db.execute(sql: "DELETE FROM sessions")
      try DeskFile.audit(
        db, author, .restoreBackup, detail: ["file": .string((path as NSString).lastPathComponent)])
      return try takeSettings(db)
    }
    _ = try pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
    try pool.close()
    return settings
  }

  /// Keeps a database under a new name, and runs `body`, which replaces it, while no one else has it open.
  /// - Returns: the new path of the former database.
  private static func putAside(_ place: String, _ body: () throws -> Void) throws -> String {
    let aside = asideName(of: place)
    func replace() throws {
      guard link(place, aside) == 0 else {
        throw DataFault("cannot create \(aside): \(String(cString: strerror(errno)))")
      }
      do { try body() } catch {
        unlink(aside)
        throw error
      }
    }
    do {
      let former = try DatabaseQueue(path: place)
      try former.inDatabase { db in
        // SQLite leaves WAL mode only when there is no other connection (wal.html, section 3.3).
        try db.execute(sql: "PRAGMA locking_mode = EXCLUSIVE")
        _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = DELETE")
        try db.execute(sql: "BEGIN EXCLUSIVE")
        try replace()
        try db.execute(sql: "COMMIT")
      }
    } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
      throw DataFault("a newsroom is running on this data directory; stop it first")
    } catch is DatabaseError {
      // A file that SQLite cannot open is not in use. Its log is useless without it.
      for end in ["-wal", "-shm"] { unlink(place + end) }
      try replace()
    }
    return aside
  }

  /// The path under which a restore keeps a file that it replaces: `before-restore-20261126T070000Z-desk.sqlite`.
  static func asideName(of place: String) -> String {
    let stamp = Instant.now().text.replacing("-", with: "").replacing(":", with: "")
    let (folder, name) = ((place as NSString).deletingLastPathComponent, (place as NSString).lastPathComponent)
    return "\(folder)/before-restore-\(stamp)-\(name)"
  }

  /// Lets `make` write a file next to `path`, and moves it to `path` when it is completely on disk.
  static func replace(_ path: String, _ make: (String) throws -> Void) throws {
    let partial = path + ".partial-" + UUID().uuidString
    defer { remove(partial) }
    try make(partial)
    try rename(partial, to: path)
  }

  /// Renames a file durably: first the file is synced, then, after the rename, its folder.
  static func rename(_ new: String, to path: String) throws {
    let folder = (path as NSString).deletingLastPathComponent
    guard sync(new), Foundation.rename(new, path) == 0, sync(folder.isEmpty ? "." : folder) else {
      throw DataFault("cannot write \(path): \(String(cString: strerror(errno)))")
    }
  }

  private static func sync(_ path: String) -> Bool {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return false }
    defer { close(file) }
    return fsync(file) == 0
  }

  /// Removes a database with SQLite's files next to it.
  private static func remove(_ path: String) {
    for end in ["", "-wal", "-shm", "-journal"] { unlink(path + end) }
  }
}

extension DeskServices {
  /// Resumes the planned publications that a restore holds.
  /// - Returns: the number of planned publications; nil when nothing was held.
  package func resume(by author: Author) throws -> Int? {
    let planned = try desk.pool.write { db -> Int? in
      try db.execute(sql: "UPDATE situation SET heldSince = NULL WHERE heldSince IS NOT NULL")
      guard db.changesCount > 0 else { return nil }
      try DeskFile.audit(db, author, .resume)
      return try Int.fetchOne(db, sql: "SELECT count(*) FROM \(Publisher.waiting) AND state = 'planned'")
    }
    try publisher.settle()
    // A running newsroom rechecks when the public file changes.
    try publicFile.pool.write { db in try db.markState() }
    return planned
  }
}

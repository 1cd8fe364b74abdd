// Copies of the desk in one file, and a data directory made from such a copy.

import Catalog
import Foundation
import GRDB
import Migrations
import Storage
import Values

/// A copy is the desk's file as of one moment. The public file is no part of it: it is made from the desk, change by
/// change, so the two can't be of different moments.
package enum Backup {
  /// Writes a copy while others read and write. Under its name stands the whole copy or what stood there before.
  /// - Parameter progress: told how much is done, from 0 to 1.
  /// - Throws: `DataFault` with one line that says why not.
  package static func write(of directory: String, to path: String, progress: @escaping (Double) -> Void) throws {
    try DataDirectory.prepareExisting(directory)
    let folder = (path as NSString).deletingLastPathComponent
    guard resolved(folder.isEmpty ? "." : folder) != resolved(directory) else {
      throw DataFault("\(path) is within the data directory; write the copy elsewhere, best on another disk")
    }
    let desk = try DeskFile(directory: directory, readers: 1)
    try replace(path) { partial in try copy(desk.pool, to: partial, progress) }
  }

  /// Makes the desk of a data directory what a copy holds. What is there already is put aside if that is wanted.
  /// - Returns: what was found of the copy, and under which name the former desk is kept, a line each.
  /// - Throws: `DataFault` with one line that says why not; then nothing has changed.
  package static func restore(
    _ path: String, to directory: String, isForced: Bool, by author: Author, progress: @escaping (Double) -> Void
  ) throws -> [String] {
    try DataDirectory.prepare(directory)
    let place = directory + "/desk.sqlite"
    let isThere = FileManager.default.fileExists(atPath: place)
    if isThere, !isForced {
      throw DataFault("there is a newsroom in \(directory) already; --force puts it aside")
    }
    let new = directory + "/restore-\(UUID().uuidString).sqlite"
    defer { remove(new) }
    DataDirectory.claim(new)
    try fetch(path, to: new, progress)
    var lines = try check(new, path)
    try hold(new, from: path, by: author)
    // What embargo readers see is made from the desk again; what is left of a former one must not be shown. Nor must
    // the log of a desk that is gone be taken for this one's.
    if isThere {
      let aside = try putAside(place) {
        remove(directory + "/embargo.sqlite")
        try rename(new, to: place)
      }
      lines.append("the former desk is kept as \(aside)")
    } else {
      remove(directory + "/embargo.sqlite")
      remove(place)
      try rename(new, to: place)
    }
    try PublicFile(directory: directory, readers: 1).follow(DeskFile(directory: directory, readers: 1))
    return lines
  }

  /// Puts a copy of a file beside it, as it is before something is done to it.
  static func keep(_ pool: DatabasePool, _ path: String) throws {
    try replace(path) { partial in
      DataDirectory.claim(partial)
      try copy(pool, to: partial) { _ in }
    }
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
      // One file, which needs no log beside it.
      try target.inDatabase { db in _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = DELETE") }
      try target.close()
    } catch let error as DatabaseError {
      throw DataFault("cannot copy to \(path): \(error.message ?? "SQLite error \(error.resultCode.rawValue)")")
    }
  }

  private static func fetch(_ path: String, to new: String, _ progress: @escaping (Double) -> Void) throws {
    guard FileManager.default.fileExists(atPath: path) else { throw DataFault("there is no file \(path)") }
    var configuration = Configuration()
    configuration.readonly = true
    do {
      let source = try DatabaseQueue(path: path, configuration: configuration)
      let isDesk = try source.read { db in
        guard try db.tableExists("migrations") else { return false }
        let first = try Bool.fetchOne(
          db, sql: "SELECT EXISTS (SELECT 1 FROM migrations WHERE name = '0001_create_desk')")
        return first == true
      }
      guard isDesk else { throw DataFault("\(path) is no copy of a newsroom") }
      try copy(source, to: new, progress)
    } catch let error as DatabaseError {
      throw DataFault("\(path) is no copy of a newsroom: \(error.message ?? "\(error.resultCode)")")
    }
  }

  // MARK: Checking and placing

  /// Brings the copy to this version's schema, and looks whether it is whole.
  private static func check(_ new: String, _ path: String) throws -> [String] {
    let pool = try ProjectionFile.open(new, migrations: Migrations.desk, readers: 1)
    defer { try? pool.close() }
    let verification = try Verification(copy: pool, named: path)
    guard let fault = verification.faults.first else { return verification.findings }
    // Some of what SQLite says has lines.
    throw DataFault("the copy is damaged: \(fault.split(whereSeparator: \.isNewline).joined(separator: " "))")
  }

  /// Gives the copy a public file of its own, and holds what it plans.
  private static func hold(_ new: String, from path: String, by author: Author) throws {
    let pool = try ProjectionFile.open(new, migrations: Migrations.desk, readers: 1)
    try pool.write { db in
      try db.execute(
        sql: "UPDATE situation SET publicEpoch = lower(hex(randomblob(8))), heldSince = ?",
        arguments: [Instant.now().milliseconds])
      // Who was logged in when the copy was made is not now.
      try db.execute(sql: "DELETE FROM sessions")
      try DeskFile.audit(
        db, author, .restoreBackup, detail: ["file": .string((path as NSString).lastPathComponent)])
    }
    _ = try pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
    try pool.close()
  }

  /// Runs `body`, which puts another file in the place of this one, while nobody has it open, and keeps it under
  /// another name.
  private static func putAside(_ place: String, _ body: () throws -> Void) throws -> String {
    let stamp = Instant.now().text.replacing("-", with: "").replacing(":", with: "")
    let aside = (place as NSString).deletingLastPathComponent + "/before-restore-\(stamp).sqlite"
    func replace() throws {
      guard link(place, aside) == 0 else {
        throw DataFault("cannot make \(aside): \(String(cString: strerror(errno)))")
      }
      do { try body() } catch {
        unlink(aside)
        throw error
      }
    }
    do {
      let former = try DatabaseQueue(path: place)
      try former.inDatabase { db in
        // SQLite takes a file out of WAL mode for nobody but the one connection that is left (wal.html, section 3.3).
        try db.execute(sql: "PRAGMA locking_mode = EXCLUSIVE")
        _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = DELETE")
        try db.execute(sql: "BEGIN EXCLUSIVE")
        try replace()
        try db.execute(sql: "COMMIT")
      }
    } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
      throw DataFault("a newsroom is running on this data directory; stop it first")
    } catch is DatabaseError {
      // What SQLite can't open nobody uses. Its log belongs to it alone.
      for end in ["-wal", "-shm"] { unlink(place + end) }
      try replace()
    }
    return aside
  }

  /// Lets `make` write a file beside `path`, and puts it there when all of it is on the disk.
  private static func replace(_ path: String, _ make: (String) throws -> Void) throws {
    let partial = path + ".partial-" + UUID().uuidString
    defer { remove(partial) }
    try make(partial)
    try rename(partial, to: path)
  }

  /// The file is on the disk before it gets its name, and then its name is.
  private static func rename(_ new: String, to path: String) throws {
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

  /// Removes a database with all that SQLite keeps beside it.
  private static func remove(_ path: String) {
    for end in ["", "-wal", "-shm", "-journal"] { unlink(path + end) }
  }
}

extension DeskServices {
  /// Lets what is planned go on after a restore.
  /// - Returns: how many publications are planned; nil where nothing was held.
  package func resume(by author: Author) throws -> Int? {
    let planned = try desk.pool.write { db -> Int? in
      try db.execute(sql: "UPDATE situation SET heldSince = NULL WHERE heldSince IS NOT NULL")
      guard db.changesCount > 0 else { return nil }
      try DeskFile.audit(db, author, .resume)
      return try Int.fetchOne(db, sql: "SELECT count(*) FROM \(Publisher.waiting) AND state = 'planned'")
    }
    try publisher.settle()
    // A newsroom that runs looks again when the public file has moved.
    try publicFile.pool.write { db in try db.markState() }
    return planned
  }
}

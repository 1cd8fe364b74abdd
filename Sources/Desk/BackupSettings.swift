// The settings file and its logos in a backup: a table of the copy, which the restored desk does not have.

import Content
import Foundation
import GRDB
import Storage

extension Backup {
  /// A file of the data directory.
  typealias SavedFile = (name: String, content: Data)

  private static let table = "settingsFiles"

  /// Adds a settings file to a copy of the desk, with the logos that lie beside it.
  /// - Throws: `DataFault` when the settings file cannot be read.
  static func keep(settings path: String, in copy: String) throws {
    guard let settings = FileManager.default.contents(atPath: path) else {
      throw DataFault("the settings file \(path) cannot be read")
    }
    let folder = (path as NSString).deletingLastPathComponent as NSString
    let logos = SettingsFile.logoPaths(Array(settings)).filter(isBeside).compactMap { name in
      FileManager.default.contents(atPath: folder.appendingPathComponent(name)).map { (name, $0) }
    }
    do {
      let database = try DatabaseQueue(path: copy)
      try database.write { db in
        try db.execute(
          sql: "CREATE TABLE \(table) (name TEXT PRIMARY KEY, content BLOB NOT NULL) STRICT, WITHOUT ROWID")
        for (name, content) in logos + [(SettingsFile.name, settings)] {
          try db.execute(sql: "INSERT INTO \(table) (name, content) VALUES (?, ?)", arguments: [name, content])
        }
      }
      try database.close()
    } catch let error as DatabaseError {
      throw DataFault("cannot copy to \(copy): \(error.message ?? "SQLite error \(error.resultCode.rawValue)")")
    }
  }

  /// Takes the settings file and the logos out of a copy.
  static func takeSettings(_ db: Database) throws -> [SavedFile] {
    guard try db.tableExists(table) else { return [] }
    // The settings file comes last, so that a directory that has it has the logos too.
    let rows = try Row.fetchAll(
      db, sql: "SELECT name, content FROM \(table) ORDER BY name = ?, name", arguments: [SettingsFile.name])
    try db.execute(sql: "DROP TABLE \(table)")
    return rows.map { ($0["name"], $0["content"]) }
  }

  /// Writes the settings file and the logos of a copy into a data directory. Existing files stay; if `isForced`,
  /// they are moved aside.
  /// - Returns: what was done: one line for each existing file that differs.
  static func restore(settings: [SavedFile], to directory: String, isForced: Bool) throws -> [String] {
    var lines: [String] = []
    // The copy may come from anywhere, so its names must not lead out of the directory.
    for (name, content) in settings where isBeside(name) {
      let path = "\(directory)/\(name)"
      if let present = FileManager.default.contents(atPath: path), present != content {
        guard isForced else {
          lines.append("\(path) stays as it is; the one of the backup is not restored")
          continue
        }
        let aside = asideName(of: path)
        try rename(path, to: aside)
        lines.append("the previous \(name) is kept as \(aside)")
      }
      try write(content, to: path)
    }
    return lines
  }

  private static func write(_ content: Data, to path: String) throws {
    try replace(path) { partial in
      do { try content.write(to: URL(filePath: partial)) } catch {
        throw DataFault("cannot write \(path): \(error.localizedDescription)")
      }
    }
  }

  /// Whether a name is that of a file in the same folder, and not of a database or SQLite's files beside it.
  private static func isBeside(_ name: String) -> Bool {
    !name.contains("/") && ![".", ".."].contains(name) && !name.contains(".sqlite")
  }
}

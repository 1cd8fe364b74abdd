// The time of the last good backup, in a file of the data directory.

import Foundation
import GRDB
import Storage
import Values

extension Backup {
  /// A day, and two hours in which the nightly backup may run late. In milliseconds.
  private static let maximumAge: Int64 = 26 * 3_600_000

  private static func note(in directory: String) -> String { directory + "/last-backup" }

  static func noteSuccess(in directory: String, at now: Instant = .now()) throws {
    try replace(note(in: directory)) { partial in
      do { try Data("\(now.text)\n".utf8).write(to: URL(filePath: partial)) } catch {
        throw DataFault("cannot write \(partial): \(error.localizedDescription)")
      }
    }
  }

  /// Whether the last good backup of a data directory is more than a day old. Without one, the age of the desk counts.
  package static func isOld(of directory: String, _ desk: DeskFile, at now: Instant = .now()) throws -> Bool {
    let note = FileManager.default.contents(atPath: note(in: directory)).map { String(decoding: $0, as: UTF8.self) }
    let last = try note.flatMap { Instant($0.trimmingCharacters(in: .newlines))?.milliseconds } ?? desk.createdAt()
    return now.milliseconds - last > maximumAge
  }
}

extension DeskFile {
  /// When this file was created, in milliseconds since 1970.
  fileprivate func createdAt() throws -> Int64 {
    try pool.read { db in try Int64.fetchOne(db, sql: "SELECT min(appliedAt) FROM migrations") ?? 0 }
  }
}

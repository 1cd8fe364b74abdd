// The newsroom's metrics: answers, files, planned publications and deliveries.

import API
import Catalog
import Desk
import Foundation
import GRDB
import HTTP
import Storage
import Values

extension Application {
  package func describe(in exposition: inout Exposition) {
    meters.describe(in: &exposition)
    let health = Health(self)
    health.describe(in: &exposition)
    let generation = cache.state.generation
    exposition.write(.gauge, "newsroom_generation", "Number of commits to the public file.", Double(generation))
    metricsFailure.attempt {
      if let desk = writer?.desk {
        try describeFiles(desk, in: &exposition)
        try desk.describe(in: &exposition)
      } else {
        let age = try publicFile.age(at: .now())
        exposition.write(
          .gauge, "newsroom_copy_age_seconds", "Seconds since the last heartbeat or change in this copy.",
          Double(age) / 1_000)
      }
    }
  }

  /// The sizes of the files and their logs. A log that keeps growing is not checkpointed, because a reader blocks it.
  private func describeFiles(_ services: DeskServices, in exposition: inout Exposition) throws {
    let files = [services.desk.pool.path, try publicFile.pool.path]
    func samples(_ end: String) throws -> [Exposition.Sample] {
      try files.map { path in
        let size = try DataDirectory.size(of: path + end) ?? 0
        return .init(Double(size), [("file", (path as NSString).lastPathComponent)])
      }
    }
    exposition.write(.gauge, "newsroom_sqlite_bytes", "Size of an SQLite file.", try samples(""))
    exposition.write(.gauge, "newsroom_sqlite_wal_bytes", "Size of a write-ahead log.", try samples("-wal"))
  }
}

extension DeskServices {
  fileprivate func describe(in exposition: inout Exposition) throws {
    let now = Instant.now().milliseconds
    let row = try desk.readers.read { db in
      try Row.fetchOne(
        db,
        sql: """
          SELECT (SELECT count(*) FROM deliveries WHERE state = 'waiting') + (
              SELECT count(*) FROM events WHERE body IS NULL) AS waiting,
            min(coalesce((SELECT min(e.at) FROM deliveries d JOIN events e ON e.number = d.event
                WHERE d.state = 'waiting'), ?1),
              coalesce((SELECT min(at) FROM events WHERE body IS NULL), ?1)) AS oldest,
            (SELECT min(at) FROM \(Publisher.waiting) AND state = 'planned') AS next,
            (SELECT count(*) FROM \(Publisher.waiting) AND state = 'planned') AS planned,
            (SELECT count(*) FROM \(Publisher.waiting) AND state = 'due') AS due
          """, arguments: [now])
    }
    guard let row else { return }
    let (waiting, oldest): (Int, Int64) = (row["waiting"], row["oldest"])
    exposition.write(.gauge, "newsroom_outbox_depth", "Waiting deliveries and new events.", Double(waiting))
    exposition.write(
      .gauge, "newsroom_outbox_age_seconds", "Age of the oldest of them.", Double(now - oldest) / 1_000)
    exposition.write(.gauge, "newsroom_publications_planned", "Planned publications.", Double(row["planned"] as Int))
    exposition.write(
      .gauge, "newsroom_publications_due", "Publications that are due but not public yet.",
      Double(row["due"] as Int))
    let next = (row["next"] as Int64?).map { [Exposition.Sample(Double($0) / 1_000)] } ?? []
    exposition.write(
      .gauge, "newsroom_next_publication_timestamp_seconds", "Time of the next planned publication.", next)
  }
}

extension ReadReplica {
  package func describe(in exposition: inout Exposition) {
    if let application { application.describe(in: &exposition) } else { Health.missingFile.describe(in: &exposition) }
  }
}

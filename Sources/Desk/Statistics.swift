// Counts the public's reads of releases by representation, and its searches without results. No persons are counted.

import Bytes
import Dispatch
import Foundation
import GRDB
import Logging
import Synchronization
import Values

/// Counts in memory, and adds the counts to the desk's file every minute and at shutdown. A crash loses at most a
/// minute of counts.
///
/// A tally lives as long as a cached response that uses it, since an event loop that sends that response only adds one.
package final class Statistics: Sendable {
  package enum Subject: Hashable {
    case release(String, representation: String)
    case search(String)

    var name: String {
      switch self {
      case .release(let id, _): id
      case .search(let text): text
      }
    }
  }

  fileprivate struct State {
    var tallies: [Subject: Tally] = [:]
    /// The number of tallies of searches, which is limited.
    var searches = 0
    /// The start of the counts that are not in the file yet.
    var since = Instant.now()
  }

  /// The limits on distinct names per day. Further names are counted together.
  static let names = (releases: 5_000, searches: 500)
  /// The largest stored count. The sum of every count of the longest report stays below 2^63.
  static let mostCounted = 100_000_000_000
  /// The number of days for which searches are kept.
  static let memory = 400

  private let desk: DeskFile
  private let log: Logger
  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "statistics", qos: .utility)

  init(_ desk: DeskFile, log: Logger) {
    self.desk = desk
    self.log = log
    plan()
  }

  private func plan() {
    queue.asyncAfter(deadline: .now() + 60) { [weak self] in
      self?.keep()
      self?.plan()
    }
  }

  package func tally(_ subject: Subject) -> Tally {
    state.withLock { state in
      if case .search(let text) = subject, !text.isEmpty, state.tallies[subject] == nil {
        guard state.searches < Self.names.searches else { return state.tally(.search("")) }
        state.searches += 1
      }
      return state.tally(subject)
    }
  }

  /// Adds the counts to the desk's file. After a failure they are kept for the next time.
  package func keep() {
    let (counts, since) = state.withLock { state in
      let counts = state.take()
      defer { state.since = Instant.now() }
      return (counts, state.since)
    }
    guard !counts.isEmpty else { return }
    do {
      try desk.pool.write { db in try Self.add(counts, on: Day(at: since), db) }
    } catch {
      log.warning("statistics: \(error)")
      for (subject, count) in counts { tally(subject).add(count) }
    }
  }

  private static func add(_ counts: [(Subject, Int)], on day: Day, _ db: Database) throws {
    let add = try db.cachedStatement(
      sql: """
        INSERT INTO tallies (day, subject, name, form, count) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET count = min(count + excluded.count, \(mostCounted))
        """)
    var known: [String: Set<String>] = [:]
    for (subject, count) in counts {
      let (kind, representation, limit) =
        switch subject {
        case .release(_, let representation): ("release", representation, names.releases)
        case .search: ("search", "", names.searches)
        }
      var stored =
        try known[kind]
        ?? String.fetchSet(
          db, sql: "SELECT DISTINCT name FROM tallies WHERE day = ? AND subject = ?", arguments: [day.text, kind])
      let name = stored.count < limit || stored.contains(subject.name) ? subject.name : ""
      stored.insert(name)
      known[kind] = stored
      try add.execute(arguments: [day.text, kind, name, representation, min(count, mostCounted)])
    }
    let oldest = Instant(milliseconds: Instant.now().milliseconds - Int64(memory) * 86_400_000)
    try db.execute(sql: "DELETE FROM tallies WHERE subject = 'search' AND day < ?", arguments: [Day(at: oldest).text])
  }
}

extension Statistics.State {
  fileprivate mutating func tally(_ subject: Statistics.Subject) -> Tally {
    // One search of the dictionary: its keys are long.
    func found(_ place: inout Tally?) -> Tally {
      let tally = place ?? Tally()
      place = tally
      return tally
    }
    return found(&tallies[subject])
  }

  /// Returns and resets the counts. Tallies that no response uses are removed.
  fileprivate mutating func take() -> [(Statistics.Subject, Int)] {
    var counts: [(Statistics.Subject, Int)] = []
    for subject in Array(tallies.keys) {
      guard var tally = tallies.removeValue(forKey: subject) else { continue }
      let count = tally.take()
      if count > 0 { counts.append((subject, count)) }
      if !isKnownUniquelyReferenced(&tally) { tallies[subject] = tally }
    }
    searches = tallies.keys.count { if case .search(let text) = $0 { !text.isEmpty } else { false } }
    return counts
  }
}

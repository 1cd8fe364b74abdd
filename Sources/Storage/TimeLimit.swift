// A limit on the processor time of a read.

import Foundation
import GRDB
import GRDBSQLite

/// The error of a read that reached its limit of processor time.
package struct ReadTooLong: Error {
  package let limit: Duration

  package init(limit: Duration) { self.limit = limit }
}

extension Database {
  /// Runs a read that ends when it has taken `limit` of processor time. Time in which the thread waits does not count,
  /// so a busy machine answers the same reads as an idle one.
  /// - Throws: `ReadTooLong`.
  func limitTime(to limit: Duration, _ body: () throws -> Void) throws {
    let timer = ReadTimer(limit)
    // A step takes about 50 ns, and up to 2 µs when it calls a Swift function.
    sqlite3_progress_handler(
      sqliteConnection, 4_000,
      { timer in
        timer.map { Unmanaged<ReadTimer>.fromOpaque($0).takeUnretainedValue().isOver } == true ? 1 : 0
      }, Unmanaged.passUnretained(timer).toOpaque())
    defer { sqlite3_progress_handler(sqliteConnection, 0, nil, nil) }
    try withExtendedLifetime(timer) {
      do {
        try body()
      } catch let error as DatabaseError where error.resultCode == .SQLITE_INTERRUPT {
        throw ReadTooLong(limit: limit)
      }
    }
  }
}

/// Starts at the first call of SQLite, because most reads end before that.
private final class ReadTimer {
  private let limit: Duration
  private var end: Duration?

  init(_ limit: Duration) { self.limit = limit }

  var isOver: Bool {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    let now = Duration.seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    guard let end else {
      end = now + limit
      return false
    }
    return now >= end
  }
}

// The counters of responses and storage failures.

import GRDB
import HTTP
import HTTPTypes
import Routing
import Synchronization

/// A meter for each route, one for all other responses, and the number of storage failures.
package final class Meters: Sendable {
  private struct Key: Hashable {
    let method: HTTPRequest.Method
    let pattern: String
  }

  private let byRoute: [Key: Meter]
  /// For requests that match no route or that the server refuses before routing.
  package let other = Meter(method: "", route: "")
  private let failures = Mutex<[String: Int]>([:])

  package init(_ routes: [Route<NewsroomEndpoint>]) {
    byRoute = Dictionary(
      uniqueKeysWithValues: routes.map { route in
        (
          Key(method: route.method, pattern: route.pattern),
          Meter(method: route.method.rawValue, route: route.pattern)
        )
      })
  }

  func of(_ match: Match<NewsroomEndpoint>) -> Meter {
    guard case .found(let route, _) = match else { return other }
    return byRoute[Key(method: route.method, pattern: route.pattern)] ?? other
  }

  /// Counts a busy file, a full disk or an I/O error.
  func countFailure(_ error: DatabaseError) {
    failures.withLock { $0[error.resultCode.name, default: 0] += 1 }
  }

  package func describe(in exposition: inout Exposition) {
    exposition.write((Array(byRoute.values) + [other]).sorted { ($0.route, $0.method) < ($1.route, $1.method) })
    let failures = failures.withLock { $0 }
    exposition.write(
      .counter, "newsroom_storage_failures_total", "Requests that a file could not serve, by SQLite's reason.",
      ["SQLITE_BUSY", "SQLITE_FULL", "SQLITE_IOERR"].map { .init(Double(failures[$0] ?? 0), [("reason", $0)]) })
  }
}

extension ResultCode {
  fileprivate var name: String {
    switch self {
    case .SQLITE_BUSY: "SQLITE_BUSY"
    case .SQLITE_FULL: "SQLITE_FULL"
    default: "SQLITE_IOERR"
    }
  }
}

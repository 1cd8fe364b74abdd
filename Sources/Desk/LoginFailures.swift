// Counts the uses of invalid tokens, and records them in the audit log: a row a minute, however many there are.

import Dispatch
import Foundation
import GRDB
import Logging
import Storage
import Synchronization
import Values

/// The failures since the last row. A row for each would let anyone fill the disk. A crash loses at most a minute of
/// them.
package final class LoginFailures: Sendable {
  /// What is counted together. It contains no part of a secret.
  struct Kind: Hashable {
    /// The address, or the /64 network of an IPv6 address.
    let network: String
    let reason: String
    /// The number of the expired or revoked token; nil for an unknown one.
    let token: Int64?
  }

  private struct State {
    var counts: [Kind: Int] = [:]
    /// The failures of kinds beyond the limit.
    var others = 0
    var isPlanned = false
  }

  /// The largest number of kinds that one row lists.
  static let mostKinds = 100
  private static let interval = DispatchTimeInterval.seconds(60)

  private let desk: DatabasePool
  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "login-failures", qos: .utility)
  private let failure: FailureState

  init(_ desk: DeskFile, log: Logger) {
    self.desk = desk.pool
    failure = FailureState("recording failed logins", log: log)
  }

  /// Counts the use of an invalid token.
  /// - Parameter token: the expired or revoked token; nil for an unknown one.
  package func add(from network: String, _ token: Token?) {
    let kind = Kind(network: network, reason: token?.state().rawValue ?? "unknown", token: token?.number)
    let wasPlanned = state.withLock { state in
      defer { state.isPlanned = true }
      if state.counts[kind] != nil || state.counts.count < Self.mostKinds {
        state.counts[kind, default: 0] += 1
      } else {
        state.others += 1
      }
      return state.isPlanned
    }
    if !wasPlanned { plan() }
  }

  private func plan() {
    queue.asyncAfter(deadline: .now() + Self.interval) { [weak self] in self?.keep() }
  }

  /// Adds the failures to the audit log. After an error they are kept for the next time.
  package func keep() {
    let (counts, others) = state.withLock { state in
      defer { state = State() }
      return (state.counts, state.others)
    }
    guard !counts.isEmpty else { return }
    let isKept = failure.attempt { try desk.write { db in try Self.record(counts, others, db) } }
    guard !isKept else { return }
    let wasPlanned = state.withLock { state in
      defer { state.isPlanned = true }
      state.counts.merge(counts) { $0 + $1 }
      state.others += others
      return state.isPlanned
    }
    if !wasPlanned { plan() }
  }

  private static func record(_ counts: [Kind: Int], _ others: Int, _ db: Database) throws {
    let kinds = counts.sorted { ($1.value, $0.key.network, $0.key.reason) < ($0.value, $1.key.network, $1.key.reason) }
    let list = kinds.map { kind, count -> JSON in
      [
        "network": .string(kind.network), "reason": .string(kind.reason),
        "token": kind.token.map { .integer($0) }, "count": .integer(count),
      ]
    }
    let total = counts.values.reduce(others, +)
    try DeskFile.audit(
      db, Author("unknown"), .loginFailure,
      detail: [
        "count": .integer(total), "networks": .array(list), "otherNetworks": others == 0 ? nil : .integer(others),
      ])
  }
}

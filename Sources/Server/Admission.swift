// How many connections there may be, in all and of one address.

import Bytes
import HTTP
import Synchronization

/// Counts open connections. The acceptor asks, the loops give back.
final class Admission: Sendable {
  private struct Counts {
    var total = 0
    var byAddress: [IPAddress: Int] = [:]
    var isPaused = false
  }

  private let counts = Mutex(Counts())
  private let limits: Limits
  private let resume = Mutex<[@Sendable () -> Void]>([])

  init(limits: Limits) {
    self.limits = limits
  }

  /// Connections that are open now.
  var open: Int { counts.withLock { $0.total } }

  /// - Parameter resume: called when there is room again after ``isFull()`` said that there is none.
  func whenRoom(_ resume: @escaping @Sendable () -> Void) {
    self.resume.withLock { $0.append(resume) }
  }

  /// Whether no connection more may be accepted; if so, `resume` is called once there may.
  func isFull() -> Bool {
    counts.withLock { counts in
      guard counts.total >= limits.connections else { return false }
      counts.isPaused = true
      return true
    }
  }

  /// Counts a connection; false when its address has enough of them.
  func admit(_ peer: IPAddress) -> Bool {
    let isCounted = isCounted(peer)
    return counts.withLock { counts in
      if isCounted {
        let open = counts.byAddress[peer, default: 0]
        guard open < limits.connectionsPerAddress else { return false }
        counts.byAddress[peer] = open + 1
      }
      counts.total += 1
      return true
    }
  }

  /// Gives back what ``admit(_:)`` counted.
  func leave(_ peer: IPAddress) {
    let isCounted = isCounted(peer)
    let wasPaused = counts.withLock { counts in
      counts.total -= 1
      if isCounted, let open = counts.byAddress[peer] { counts.byAddress[peer] = open > 1 ? open - 1 : nil }
      defer { counts.isPaused = false }
      return counts.isPaused
    }
    if wasPaused { for resume in resume.withLock({ $0 }) { resume() } }
  }

  private func isCounted(_ peer: IPAddress) -> Bool {
    !(peer.isLoopback && limits.exemptsLoopback) && !limits.proxies.contain(peer)
  }
}

// The number of open connections, in total and per network.

import Bytes
import HTTP
import Synchronization

/// Counts open connections: the listener admits them, the loops report their end.
final class Admission: Sendable {
  private struct Counts {
    var total = 0
    var byNetwork: [IPAddress: Int] = [:]
    var isPaused = false
  }

  private let counts = Mutex(Counts())
  private let limits: Limits
  private let resume = Mutex<[@Sendable () -> Void]>([])

  init(limits: Limits) {
    self.limits = limits
  }

  /// The number of open connections.
  var open: Int { counts.withLock { $0.total } }

  /// - Parameter resume: called when a connection ends after ``isFull()`` has returned true.
  func whenRoom(_ resume: @escaping @Sendable () -> Void) {
    self.resume.withLock { $0.append(resume) }
  }

  /// Whether no further connection may be accepted; if so, `resume` will be called.
  func isFull() -> Bool {
    counts.withLock { counts in
      guard counts.total >= limits.connections else { return false }
      counts.isPaused = true
      return true
    }
  }

  /// Counts a connection; returns false when its network has too many.
  func admit(_ peer: IPAddress) -> Bool {
    let (isCounted, network) = (isCounted(peer), peer.network)
    return counts.withLock { counts in
      if isCounted {
        let open = counts.byNetwork[network, default: 0]
        guard open < limits.connectionsPerAddress else { return false }
        counts.byNetwork[network] = open + 1
      }
      counts.total += 1
      return true
    }
  }

  /// Reverts the count of ``admit(_:)`` when a connection ends.
  func leave(_ peer: IPAddress) {
    let (isCounted, network) = (isCounted(peer), peer.network)
    let wasPaused = counts.withLock { counts in
      counts.total -= 1
      if isCounted, let open = counts.byNetwork[network] { counts.byNetwork[network] = open > 1 ? open - 1 : nil }
      defer { counts.isPaused = false }
      return counts.isPaused
    }
    if wasPaused { for resume in resume.withLock({ $0 }) { resume() } }
  }

  private func isCounted(_ peer: IPAddress) -> Bool {
    !(peer.isLoopback && limits.exemptsLoopback) && !limits.proxies.contain(peer)
  }
}

// Whether the mail relay can be trusted.

import Outbound
import Synchronization

/// Remembers the outcome of the last connection to the relay.
final class RelayState: Sendable {
  private let refused = Mutex(false)

  /// Whether the last connection failed because it was not secure, usually for the certificate.
  var isRefused: Bool { refused.withLock { $0 } }

  func note(_ outcome: Transfers.Outcome) {
    switch outcome {
    case .success: refused.withLock { $0 = false }
    case .failure(.insecure): refused.withLock { $0 = true }
    // A relay that cannot be reached says nothing about its certificate.
    case .failure: break
    }
  }
}

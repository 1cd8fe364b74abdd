// Blocking transfers, one after another.

import Outbound

extension Transfer {
  /// Makes the transfer on a separate connection and blocks until it ends. Redirects are returned, not followed.
  package func perform(under rules: AddressRules) throws(TransferError) -> TransferAnswer {
    var transfers = try Transfers(rules: rules, connections: 1)
    return try transfers.perform(self)
  }
}

extension Transfers {
  /// Makes one transfer and blocks until it ends.
  package mutating func perform(_ transfer: Transfer) throws(TransferError) -> TransferAnswer {
    precondition(count == 0, "another transfer is under way")
    try start(transfer, as: 0)
    while true {
      if let ended = wait(atMost: .seconds(1)).first { return try ended.outcome.get() }
    }
  }
}

// One transfer after another, each waited for.

import Outbound

extension Transfer {
  /// Makes the transfer on a connection of its own, and blocks until it is done. Redirects are answers like any other.
  package func perform(under rules: AddressRules) throws(TransferError) -> TransferAnswer {
    var transfers = try Transfers(rules: rules, connections: 1)
    return try transfers.perform(self)
  }
}

extension Transfers {
  /// Makes one transfer and blocks until it is done.
  package mutating func perform(_ transfer: Transfer) throws(TransferError) -> TransferAnswer {
    precondition(count == 0, "another transfer is under way")
    try start(transfer, as: 0)
    while true {
      if let ended = wait(atMost: .seconds(1)).first { return try ended.outcome.get() }
    }
  }
}

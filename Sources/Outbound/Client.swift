// libcurl's easy handle: makes one transfer after another under one set of address rules.
import CCurl

/// Not to be shared between threads. Connections are kept alive between transfers to the same server.
package struct Client: ~Copyable {
  private let handle: UnsafeMutableRawPointer
  private let rules: AddressRules

  package init(rules: AddressRules) throws(TransferError) {
    handle = try newHandle()
    self.rules = rules
  }

  deinit {
    curl_easy_cleanup(handle)
  }

  /// Blocks until the answer is there or cannot be had.
  package func perform(_ transfer: Transfer) throws(TransferError) -> TransferAnswer {
    let exchange = try Exchange(transfer, rules: rules)
    defer { curl_easy_reset(handle) }
    return try withExtendedLifetime(exchange) { () throws(TransferError) in
      try exchange.attach(to: handle)
      return try exchange.answer(curl_easy_perform(handle), of: handle)
    }
  }
}

/// A new easy handle, to be cleaned up by whoever asked for it.
func newHandle() throws(TransferError) -> UnsafeMutableRawPointer {
  guard libraryIsReady, let handle = curl_easy_init() else { throw .failed("libcurl does not start") }
  return handle
}

/// libcurl's own set-up, once for the process; a global is made once whichever thread comes first.
private let libraryIsReady = ccurl_global_init() == CURLE_OK

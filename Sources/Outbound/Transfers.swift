// libcurl's multi handle: many transfers at once, on one thread.

import CCurl

/// Concurrent transfers. Must not be shared between threads. Connections stay open between transfers to the same
/// server.
package struct Transfers: ~Copyable {
  /// Wakes the thread that waits in `wait`, from any other thread.
  package final class Bell: Sendable {
    // libcurl allows any thread to call `curl_multi_wakeup`.
    fileprivate nonisolated(unsafe) let multi: UnsafeMutableRawPointer

    fileprivate init(_ multi: UnsafeMutableRawPointer) { self.multi = multi }

    deinit {
      curl_multi_cleanup(multi)
    }

    package func ring() { curl_multi_wakeup(multi) }
  }

  package typealias Outcome = Result<TransferAnswer, TransferError>

  /// A transfer that has ended: the id it was started with, and its outcome.
  package struct Ended: Sendable {
    package let id: Int64
    package let outcome: Outcome
  }

  private let rules: AddressRules
  package let bell: Bell
  private var underWay: [UnsafeMutableRawPointer: (id: Int64, exchange: Exchange)] = [:]
  private var idle: [UnsafeMutableRawPointer] = []

  /// - Parameter connections: the number of connections to keep open for later.
  package init(rules: AddressRules, connections: Int) throws(TransferError) {
    self.rules = rules
    // The easy handle comes first, because it sets up the library.
    idle = [try newHandle()]
    guard let multi = curl_multi_init() else { throw .failed("libcurl cannot start") }
    bell = Bell(multi)
    ccurl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, connections)
  }

  deinit {
    for handle in underWay.keys {
      curl_multi_remove_handle(bell.multi, handle)
      curl_easy_cleanup(handle)
    }
    for handle in idle { curl_easy_cleanup(handle) }
  }

  package var count: Int { underWay.count }

  /// Starts a transfer, which makes progress only in `wait`.
  package mutating func start(_ transfer: Transfer, as id: Int64) throws(TransferError) {
    let exchange = try Exchange(transfer, rules: rules)
    if idle.isEmpty { idle.append(try newHandle()) }
    let handle = idle.removeLast()
    do throws(TransferError) {
      try exchange.attach(to: handle)
      guard curl_multi_add_handle(bell.multi, handle) == CURLM_OK else { throw .failed("libcurl accepts no more") }
    } catch {
      curl_easy_cleanup(handle)
      throw error
    }
    underWay[handle] = (id, exchange)
  }

  /// Continues all transfers until one ends, the bell rings, or `time` has passed.
  /// - Returns: the transfers that have ended, perhaps none.
  package mutating func wait(atMost time: Duration) -> [Ended] {
    var running: Int32 = 0
    curl_multi_perform(bell.multi, &running)
    let ended = collect()
    guard ended.isEmpty else { return ended }
    curl_multi_poll(bell.multi, nil, 0, Int32(clamping: time.milliseconds), nil)
    curl_multi_perform(bell.multi, &running)
    return collect()
  }

  private mutating func collect() -> [Ended] {
    var ended: [Ended] = []
    var left: Int32 = 0
    while let message = curl_multi_info_read(bell.multi, &left) {
      // The next call invalidates the message.
      guard message.pointee.msg == CURLMSG_DONE, let handle = message.pointee.easy_handle else { continue }
      let code = message.pointee.data.result
      guard let (id, exchange) = underWay.removeValue(forKey: handle) else { continue }
      let outcome = Outcome { () throws(TransferError) in try exchange.answer(code, of: handle) }
      curl_multi_remove_handle(bell.multi, handle)
      curl_easy_reset(handle)
      idle.append(handle)
      ended.append(Ended(id: id, outcome: outcome))
    }
    return ended
  }
}

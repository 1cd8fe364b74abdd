// libcurl's easy handle: makes one transfer after another under one set of address rules.
import CCurl

/// Not to be shared between threads. Connections are kept alive between transfers to the same server.
package struct Client: ~Copyable {
  private let handle: UnsafeMutableRawPointer
  private let rules: AddressRules

  package init(rules: AddressRules) throws(TransferError) {
    guard libraryIsReady, let handle = curl_easy_init() else { throw .failed("libcurl does not start") }
    self.handle = handle
    self.rules = rules
  }

  deinit {
    curl_easy_cleanup(handle)
  }

  /// Blocks until the answer is there or cannot be had.
  package func perform(_ transfer: Transfer) throws(TransferError) -> TransferAnswer {
    let target = try Target(transfer.url, allowsHTTP: rules.allowsHTTP)
    let exchange = Exchange(host: target.host, rules: rules, maximumBodyBytes: transfer.maximumBodyBytes)
    let lines = try HeaderList(for: transfer)
    // The handle keeps its connections and forgets everything else, callbacks and their data above all.
    curl_easy_reset(handle)
    defer { curl_easy_reset(handle) }
    try setBounds(transfer)
    try setMessage(transfer, lines)
    return try withExtendedLifetime(exchange) { () throws(TransferError) in
      try exchange.attach(to: handle)
      let code = curl_easy_perform(handle)
      var status = 0
      ccurl_get_long(handle, CURLINFO_RESPONSE_CODE, &status)
      return try exchange.answer(code, status: status)
    }
  }

  /// What libcurl would otherwise do of itself is turned off: proxies of the environment, redirects, other protocols.
  private func setBounds(_ transfer: Transfer) throws(TransferError) {
    try set(CURLOPT_PROTOCOLS_STR, rules.allowsHTTP ? "http,https" : "https")
    try set(CURLOPT_FOLLOWLOCATION, 0)
    try set(CURLOPT_PROXY, "")
    try set(CURLOPT_NOSIGNAL, 1)
    try set(CURLOPT_PATH_AS_IS, 1)
    try set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
    try set(CURLOPT_TIMEOUT_MS, transfer.timeout.milliseconds)
  }

  private func setMessage(_ transfer: Transfer, _ lines: borrowing HeaderList) throws(TransferError) {
    try set(CURLOPT_URL, transfer.url)
    try set(CURLOPT_USERAGENT, "newsroom")
    if let body = transfer.body {
      // Copied by libcurl, which must know the size first and takes no null pointer for an empty one.
      try require(ccurl_set_size(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count)))
      try require(ccurl_set_bytes(handle, CURLOPT_COPYPOSTFIELDS, body.isEmpty ? [0] : body))
    }
    if transfer.method == "HEAD" {
      try set(CURLOPT_NOBODY, 1)
    } else {
      try set(CURLOPT_CUSTOMREQUEST, transfer.method)
    }
    try require(ccurl_set_list(handle, CURLOPT_HTTPHEADER, lines.first))
  }

  private func set(_ option: CURLoption, _ value: Int) throws(TransferError) {
    try require(ccurl_set_long(handle, option, value))
  }

  private func set(_ option: CURLoption, _ value: String) throws(TransferError) {
    try require(ccurl_set_string(handle, option, value))
  }
}

/// A bound that libcurl does not know would be no bound, so an option that is not taken ends the transfer.
func require(_ code: CURLcode) throws(TransferError) {
  guard code == CURLE_OK else { throw .failed(String(cString: curl_easy_strerror(code))) }
}

extension Duration {
  /// At least one, since libcurl takes zero for no limit.
  fileprivate var milliseconds: Int {
    max(1, Int(components.seconds) * 1_000 + Int(components.attoseconds / 1_000_000_000_000_000))
  }
}

/// libcurl's own set-up, once for the process; a global is made once whichever thread comes first.
private let libraryIsReady = ccurl_global_init() == CURLE_OK

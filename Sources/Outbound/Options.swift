// What libcurl is told of a transfer before it begins.

import CCurl

/// The options of an easy handle. A bound that libcurl does not know would be no bound, so an option that is not taken
/// ends the transfer.
struct Options {
  let handle: UnsafeMutableRawPointer

  /// What libcurl would otherwise do of itself is turned off: proxies of the environment, redirects, other protocols.
  func bound(to protocols: String, _ timeout: Duration) throws(TransferError) {
    // The handle keeps its connections and forgets everything else, callbacks and their data above all.
    curl_easy_reset(handle)
    try set(CURLOPT_PROTOCOLS_STR, protocols)
    try set(CURLOPT_FOLLOWLOCATION, 0)
    try set(CURLOPT_PROXY, "")
    try set(CURLOPT_NOSIGNAL, 1)
    // At each look-up libcurl goes through all names that it keeps, which are as many as there are receivers.
    try set(CURLOPT_DNS_CACHE_TIMEOUT, 0)
    try set(CURLOPT_PATH_AS_IS, 1)
    try set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
    try set(CURLOPT_TIMEOUT_MS, timeout.milliseconds)
  }

  func send(_ transfer: Transfer, _ lines: UnsafeMutablePointer<curl_slist>?) throws(TransferError) {
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
    try require(ccurl_set_list(handle, CURLOPT_HTTPHEADER, lines))
  }

  /// The message itself is read from the exchange.
  func send(_ transfer: Transfer, in envelope: Envelope, _ recipients: UnsafeMutablePointer<curl_slist>?)
    throws(TransferError)
  {
    let relay = envelope.relay
    try set(CURLOPT_URL, transfer.url)
    try set(CURLOPT_MAIL_FROM, envelope.sender)
    try require(ccurl_set_list(handle, CURLOPT_MAIL_RCPT, recipients))
    try set(CURLOPT_UPLOAD, 1)
    try require(ccurl_set_size(handle, CURLOPT_INFILESIZE_LARGE, curl_off_t(transfer.body?.count ?? 0)))
    // For each reply, also that to QUIT.
    try set(CURLOPT_SERVER_RESPONSE_TIMEOUT, max(1, transfer.timeout.milliseconds / 2_000))
    // Until the last reply is there, lest the next message be told the answer to this one.
    try set(CURLOPT_FORBID_REUSE, 1)
    try set(CURLOPT_USE_SSL, Int((relay.isPlain ? CURLUSESSL_NONE : CURLUSESSL_ALL).rawValue))
    if let login = relay.login {
      try set(CURLOPT_USERNAME, login.user)
      try set(CURLOPT_PASSWORD, login.password)
    }
    if let certificates = relay.certificates { try set(CURLOPT_CAINFO, certificates) }
  }

  func set(_ option: CURLoption, _ value: Int) throws(TransferError) {
    try require(ccurl_set_long(handle, option, value))
  }

  func set(_ option: CURLoption, _ value: String) throws(TransferError) {
    try require(ccurl_set_string(handle, option, value))
  }

  func set(_ option: CURLoption, _ value: UnsafeMutableRawPointer) throws(TransferError) {
    try require(ccurl_set_pointer(handle, option, value))
  }

  func require(_ code: CURLcode) throws(TransferError) {
    guard code == CURLE_OK else { throw .failed(String(cString: curl_easy_strerror(code))) }
  }
}

extension Duration {
  /// At least one, since libcurl takes zero for no limit.
  var milliseconds: Int {
    max(1, Int(components.seconds) * 1_000 + Int(components.attoseconds / 1_000_000_000_000_000))
  }
}

// The options of a transfer, set on a libcurl handle.

import CCurl

/// The options of an easy handle. A limit that libcurl does not know would not limit, so an unknown option fails
/// the transfer.
struct Options {
  let handle: UnsafeMutableRawPointer

  /// Limits protocols and time, and turns off what libcurl does by default: proxies of the environment and redirects.
  func bound(to protocols: String, _ timeout: Duration) throws(TransferError) {
    // The handle keeps its connections and forgets everything else, including callbacks and their data.
    curl_easy_reset(handle)
    try set(CURLOPT_PROTOCOLS_STR, protocols)
    try set(CURLOPT_FOLLOWLOCATION, 0)
    try set(CURLOPT_PROXY, "")
    try set(CURLOPT_NOSIGNAL, 1)
    // At each lookup libcurl searches all cached names, of which there are as many as receivers.
    try set(CURLOPT_DNS_CACHE_TIMEOUT, 0)
    try set(CURLOPT_PATH_AS_IS, 1)
    try set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
    try set(CURLOPT_TIMEOUT_MS, timeout.milliseconds)
  }

  func send(_ transfer: Transfer, _ lines: UnsafeMutablePointer<curl_slist>?) throws(TransferError) {
    try set(CURLOPT_URL, transfer.url)
    try set(CURLOPT_USERAGENT, "newsroom")
    if let body = transfer.body {
      // libcurl copies the body. It must know the size first, and rejects a null pointer for an empty body.
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

  /// Sets the options of a message, whose text the exchange provides.
  func send(_ transfer: Transfer, in envelope: Envelope, _ recipients: UnsafeMutablePointer<curl_slist>?)
    throws(TransferError)
  {
    let relay = envelope.relay
    try set(CURLOPT_URL, transfer.url)
    try set(CURLOPT_MAIL_FROM, envelope.sender)
    try require(ccurl_set_list(handle, CURLOPT_MAIL_RCPT, recipients))
    try set(CURLOPT_UPLOAD, 1)
    try require(ccurl_set_size(handle, CURLOPT_INFILESIZE_LARGE, curl_off_t(transfer.body?.count ?? 0)))
    // The limit for each reply, including the reply to QUIT.
    try set(CURLOPT_SERVER_RESPONSE_TIMEOUT, max(1, transfer.timeout.milliseconds / 2_000))
    // No reuse until the last reply has arrived, or the next message could receive this reply.
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
  /// At least one, because zero means no limit to libcurl.
  var milliseconds: Int {
    max(1, Int(components.seconds) * 1_000 + Int(components.attoseconds / 1_000_000_000_000_000))
  }
}

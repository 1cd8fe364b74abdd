// The callbacks of libcurl during one transfer: open sockets, send bytes, keep header lines and the body.

import Bytes
import CCurl

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The state of one transfer. libcurl keeps an unretained pointer to it, and calls it only during the transfer.
final class Exchange {
  private static let maximumHeadBytes = 64 << 10

  private let transfer: Transfer
  private let host: String
  private let rules: AddressRules
  private let lines: HeaderList
  private var refusal: TransferError?
  private var headers: [HeaderLine] = []
  private var headBytes = 0
  private var headIsComplete = false
  private var body: [UInt8] = []
  private var isCut = false
  private var conversation = Conversation()
  /// The number of bytes of the message that libcurl has read.
  private var sent = 0

  init(_ transfer: Transfer, rules: AddressRules) throws(TransferError) {
    if let envelope = transfer.envelope {
      host = envelope.relay.host
      lines = HeaderList(recipient: envelope.recipient)
    } else {
      host = try Destination(transfer.url, allowsHTTP: rules.allowsHTTP).host
      lines = try HeaderList(for: transfer)
    }
    self.transfer = transfer
    self.rules = rules
  }

  /// Sets all options of an easy handle for the transfer. The exchange must live until the transfer ends.
  func attach(to handle: UnsafeMutableRawPointer) throws(TransferError) {
    let options = Options(handle: handle)
    let me = Unmanaged.passUnretained(self).toOpaque()
    if let envelope = transfer.envelope {
      try options.bound(to: "smtp,smtps", transfer.timeout)
      try options.send(transfer, in: envelope, lines.first)
      try options.require(ccurl_set_reader(handle) { Exchange.from($3).giveMessage($0, $1 * $2) })
      try options.set(CURLOPT_READDATA, me)
      try options.require(ccurl_set_tracer(handle) { Exchange.from($4).listen($0, $1, $2, $3) })
      try options.set(CURLOPT_DEBUGDATA, me)
      try options.set(CURLOPT_VERBOSE, 1)
    } else {
      try options.bound(to: rules.allowsHTTP ? "http,https" : "https", transfer.timeout)
      try options.send(transfer, lines.first)
    }
    try options.require(ccurl_set_opener(handle) { Exchange.from($0).open($2) })
    try options.set(CURLOPT_OPENSOCKETDATA, me)
    try options.require(ccurl_set_writer(handle, CURLOPT_HEADERFUNCTION) { Exchange.from($3).keepHeader($0, $1 * $2) })
    try options.set(CURLOPT_HEADERDATA, me)
    try options.require(ccurl_set_writer(handle, CURLOPT_WRITEFUNCTION) { Exchange.from($3).keepBody($0, $1 * $2) })
    try options.set(CURLOPT_WRITEDATA, me)
  }

  private static func from(_ pointer: UnsafeMutableRawPointer?) -> Exchange {
    guard let pointer else { preconditionFailure("libcurl called back without its data") }
    return Unmanaged<Exchange>.fromOpaque(pointer).takeUnretainedValue()
  }

  /// Checks the very address that the socket will connect to.
  private func open(_ request: UnsafeMutablePointer<curl_sockaddr>?) -> curl_socket_t {
    guard let request else { return CURL_SOCKET_BAD }
    let address = withUnsafePointer(to: &request.pointee.addr) { IPAddress($0) }
    guard let address else { return CURL_SOCKET_BAD }
    if let purpose = rules.purposeForbidding(address) {
      refusal = .addressRefused(address, purpose)
      return CURL_SOCKET_BAD
    }
    return socket(request.pointee.family, request.pointee.socktype | closeOnExec, request.pointee.protocol)
  }

  private func keepHeader(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
    headBytes += count
    guard headBytes <= Self.maximumHeadBytes else {
      refusal = .malformedAnswer("its header section is longer than \(Self.maximumHeadBytes) bytes")
      return 0
    }
    let line = text(bytes, count)
    if line.hasPrefix("HTTP/") {
      // A final response replaces an interim one (RFC 9110 section 15.2).
      headers = []
      headIsComplete = false
    } else if line.isEmpty {
      headIsComplete = true
    } else if !headIsComplete, let colon = line.firstIndex(of: ":") {
      let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
      headers.append(HeaderLine(String(line[..<colon]), String(value)))
    }
    return count
  }

  /// The text without the line end and the blanks before it.
  private func text(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> String {
    var end = count
    let raw = UnsafeRawBufferPointer(start: bytes, count: count)
    while end > 0, [0x0D, 0x0A, 0x20, 0x09].contains(raw[end - 1]) { end -= 1 }
    return String(decoding: raw[..<end], as: UTF8.self)
  }

  private func giveMessage(_ room: UnsafeMutablePointer<CChar>?, _ size: Int) -> Int {
    guard let room, let message = transfer.body else { return 0 }
    let count = min(size, message.count - sent)
    message.withUnsafeBytes { bytes in
      UnsafeMutableRawBufferPointer(start: room, count: size).copyMemory(
        from: UnsafeRawBufferPointer(rebasing: bytes[sent..<sent + count]))
    }
    sent += count
    return count
  }

  private func listen(
    _ handle: UnsafeMutableRawPointer?, _ type: curl_infotype, _ bytes: UnsafeMutablePointer<CChar>?, _ count: Int
  ) -> Int32 {
    switch type {
    case CURLINFO_HEADER_OUT: conversation.say(text(bytes, count))
    case CURLINFO_HEADER_IN:
      conversation.hear(text(bytes, count))
      let isOver = conversation.command == "DATA" && sent == transfer.body?.count && conversation.reply != nil
      if isOver { ccurl_set_long(handle, CURLOPT_FORBID_REUSE, 0) }
    default: break
    }
    return 0
  }

  private func keepBody(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
    let room = min(count, transfer.maximumBodyBytes - body.count)
    body.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: room))
    isCut = room < count
    // Any number other than `count` ends the transfer (CURL_WRITEFUNC_PAUSE is larger than all buffers).
    return isCut ? 0 : count
  }

  /// The answer of a transfer that ended with `code`.
  /// - Throws: the reason why no answer arrived.
  func answer(_ code: CURLcode, of handle: UnsafeMutableRawPointer) throws(TransferError) -> TransferAnswer {
    var status = 0
    ccurl_get_long(handle, CURLINFO_RESPONSE_CODE, &status)
    if let refusal, code != CURLE_OK { throw refusal }
    if transfer.envelope != nil, let reply = conversation.reply, code == CURLE_OK || reply.status >= 400 {
      let text = Array(reply.text.utf8.prefix(transfer.maximumBodyBytes))
      return TransferAnswer(
        status: reply.status, headers: [], body: text, isCut: text.count < reply.text.utf8.count,
        command: conversation.command)
    }
    guard code == CURLE_OK || isCut else { throw error(code) }
    return TransferAnswer(status: status, headers: headers, body: body, isCut: isCut)
  }

  private func error(_ code: CURLcode) -> TransferError {
    let reason = String(cString: curl_easy_strerror(code))
    switch code {
    case CURLE_URL_MALFORMAT: return .malformedURL
    case CURLE_COULDNT_RESOLVE_HOST: return .unresolvable(host: host)
    case CURLE_COULDNT_CONNECT: return .unreachable(reason)
    case CURLE_OPERATION_TIMEDOUT: return .timedOut
    case CURLE_USE_SSL_FAILED, CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE,
      CURLE_SSL_CIPHER:
      return .insecure(reason)
    case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY, CURLE_GOT_NOTHING, CURLE_HTTP2:
      return .malformedAnswer(reason)
    default: return .failed(reason)
    }
  }
}

#if canImport(Glibc)
  private let closeOnExec = Int32(SOCK_CLOEXEC.rawValue)
#else
  private let closeOnExec: Int32 = 0
#endif

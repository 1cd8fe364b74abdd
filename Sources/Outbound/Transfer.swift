// One outbound transfer, before it is made and after.

/// A request to somewhere else, with bounds on time and on how much of the answer is kept.
package struct Transfer: Sendable {
  package var method: String
  package var url: String
  package var headers: [HeaderLine]
  /// nil sends no body; an empty one sends `Content-Length: 0`.
  package var body: [UInt8]?
  /// For the whole of it, from resolving the name to the last byte.
  package var timeout: Duration
  /// What is kept of the answer's body; the transfer ends when there is more.
  package var maximumBodyBytes: Int
  /// For mail: the body is the message (RFC 5322), and the URL that of the relay.
  package private(set) var envelope: Envelope?

  package init(
    method: String = "GET", url: String, headers: [HeaderLine] = [], body: [UInt8]? = nil,
    timeout: Duration = .seconds(20),
    maximumBodyBytes: Int = 16 << 20
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.timeout = timeout
    self.maximumBodyBytes = maximumBodyBytes
  }

  /// A message that goes to a relay. What has been said is kept for the answer as it is for requests.
  package init(_ message: [UInt8], in envelope: Envelope, timeout: Duration, maximumBodyBytes: Int) {
    self.init(url: envelope.relay.url, body: message, timeout: timeout, maximumBodyBytes: maximumBodyBytes)
    self.envelope = envelope
  }
}

/// One header line, as sent or received.
package struct HeaderLine: Hashable, Sendable {
  package let name: String
  package let value: String

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// What came back.
package struct TransferAnswer: Sendable {
  package let status: Int
  /// In the order received, duplicates and all.
  package let headers: [HeaderLine]
  package let body: [UInt8]
  /// There was more of the body than the transfer would keep.
  package let isCut: Bool
  /// Of mail: the command that was answered, such as `RCPT`; nil for the greeting.
  package var command: String?

  /// The first header line of that name, whatever its case.
  package func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }

  package var text: String { String(decoding: body, as: UTF8.self) }
}

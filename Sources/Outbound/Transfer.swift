// One outbound transfer and its answer.

/// A request to another server, with limits on its time and on the size of the answer.
package struct Transfer: Sendable {
  package var method: String
  package var url: String
  package var headers: [HeaderLine]
  /// nil sends no body; an empty one sends `Content-Length: 0`.
  package var body: [UInt8]?
  /// The limit for the whole transfer, from name resolution to the last byte.
  package var timeout: Duration
  /// The largest part of the answer's body that is kept; a longer body ends the transfer.
  package var maximumBodyBytes: Int
  /// For mail: the body is the message (RFC 5322), and the URL is the relay's.
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

  /// A message to a relay. `maximumBodyBytes` limits the text of the reply.
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

/// The answer to a transfer.
package struct TransferAnswer: Sendable {
  package let status: Int
  /// In the order received, including duplicates.
  package let headers: [HeaderLine]
  package let body: [UInt8]
  /// Whether the body was longer than the limit.
  package let isCut: Bool
  /// For mail: the command that this answers, such as `RCPT`; nil for the greeting.
  package var command: String?

  /// The value of the first header line with this name, ignoring case.
  package func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }

  package var text: String { String(decoding: body, as: UTF8.self) }
}

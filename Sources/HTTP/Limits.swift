// The limits of the server, with their defaults.

import Bytes

/// The limits on what a client may use. Bytes and counts are whole numbers; times are in seconds.
package struct Limits: Sendable {
  /// Bytes of the request line; 414 beyond.
  package var requestLine = 8 * 1024
  /// Bytes of all field lines and the final empty line; 431 beyond.
  package var headerBlock = 32 * 1024
  /// Field lines of one request; 431 beyond.
  package var fields = 100
  /// Bytes of content in a request without valid credentials; 413 beyond.
  package var body = 256 * 1024
  /// Bytes of content in a request with a valid token or session; 413 beyond.
  package var bodyWithToken = 1024 * 1024
  /// Bytes of all chunk extensions in one request; 400 beyond.
  package var chunkExtensions = 4 * 1024
  /// Bytes of the trailer section of one request; 431 beyond.
  package var trailers = 4 * 1024

  /// From the first byte of a request until its head is complete.
  package var headerSeconds = 10.0
  /// For the content. It may take longer while its rate is at least `bodyRate`.
  package var bodySeconds = 30.0
  /// Average bytes per second of content that are required after `bodySeconds`.
  package var bodyRate = 1024
  /// The period over which `writeRate` is measured.
  package var writeSeconds = 30.0
  /// Average bytes per second of an answer that a client must take over each `writeSeconds`.
  package var writeRate = 1024
  /// Between two requests of a connection, and before the first.
  package var idleSeconds = 60.0

  /// Requests of one connection before it is closed.
  package var requestsPerConnection = 1_000
  /// Open connections; at this number accepting pauses.
  package var connections = 2_048
  /// Open connections of one IPv4 address or IPv6 /64 network; further ones are closed at once. `proxies` are exempt.
  package var connectionsPerAddress = 64
  /// Whether clients on this machine are exempt too.
  package var exemptsLoopback = true
  /// Reverse proxies, which serve many clients: the client addresses that they report are trusted.
  package var proxies: [AddressRange] = []

  /// Bytes from the client that are read and discarded after an early answer. Some clients read the answer only after
  /// they have sent all content, and lose it if the connection is reset before.
  package var lingerBytes = 64 * 1024 * 1024
  /// Discarding ends after this many seconds without a byte, and after this many in all.
  package var lingerSeconds = 5.0
  package var lingerTotalSeconds = 30.0

  /// Requests that may wait for a worker; 503 beyond.
  package var queuedRequests = 256

  package init() {}
}

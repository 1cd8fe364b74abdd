// Every number at which the server says no, each with its default.

import Bytes

/// What a client may cost. Bytes and counts are whole numbers, times are seconds.
package struct Limits: Sendable {
  /// Bytes of the request line; a longer one is 414.
  package var requestLine = 8 * 1024
  /// Bytes of all field lines together, with the empty line that ends them; more is 431.
  package var headerBlock = 32 * 1024
  /// Field lines of one request; more is 431.
  package var fields = 100
  /// Bytes of the content of a request without valid credentials; more is 413.
  package var body = 256 * 1024
  /// Bytes of the content of a request with a valid token or session; more is 413.
  package var bodyWithToken = 1024 * 1024
  /// Bytes of all chunk extensions of one request; more is 400.
  package var chunkExtensions = 4 * 1024
  /// Bytes of the trailer section of one request; more is 431.
  package var trailers = 4 * 1024

  /// From the first byte of a request until its head is complete.
  package var headerSeconds = 10.0
  /// For the content; a longer time only while it keeps above `bodyRate`.
  package var bodySeconds = 30.0
  /// Bytes a second that the content must come in at on average, once `bodySeconds` have passed.
  package var bodyRate = 1024
  /// Without any byte of an answer being taken by the client.
  package var writeSeconds = 30.0
  /// Between two requests of one connection, and before the first.
  package var idleSeconds = 60.0

  /// Requests of one connection, after which it is closed.
  package var requestsPerConnection = 1_000
  /// Open connections; accepting pauses there.
  package var connections = 2_048
  /// Open connections of one client address; one more is closed at once. `proxies` are exempt.
  package var connectionsPerAddress = 64
  /// Whether clients on this machine are exempt too.
  package var exemptsLoopback = true
  /// Reverse proxies, which stand for many clients: what they say of a client's address is believed.
  package var proxies: [AddressRange] = []

  /// After an early answer: how much of what the client still sends is read and thrown away, and for how long.
  package var lingerBytes = 4 * 1024 * 1024
  package var lingerSeconds = 2.0

  /// Requests that may wait for a worker; more are 503.
  package var queuedRequests = 256

  package init() {}
}

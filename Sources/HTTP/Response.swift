// A response of the application, before it is converted to bytes.

import Bytes
import HTTPTypes

/// A response as a value: its status, fields and content, and how long caches may keep it.
package struct Response: Sendable {
  package var status: HTTPResponse.Status
  /// Content-Type, ETag, Last-Modified, Vary and the like. The server writes Date, Content-Length, Content-Encoding,
  /// Cache-Control, Connection and Transfer-Encoding.
  package var fields: HTTPFields
  /// The value of Link (RFC 8288); empty for none. It is separate because HTTPFields checks every byte, which would
  /// cost too much for so long a value. It must contain only bytes that a field value may have.
  package var links: [UInt8] = []
  package var caching: Caching
  package var body: Body

  package init(
    status: HTTPResponse.Status = .ok, fields: HTTPFields = HTTPFields(), caching: Caching = .none,
    body: Body = .bytes([])
  ) {
    self.status = status
    self.fields = fields
    self.caching = caching
    self.body = body
  }
}

/// The value of `Cache-Control` (RFC 9111 5.2.2).
package enum Caching: Sendable, Equatable {
  /// No `Cache-Control` line.
  case none
  /// `private, no-store`
  case noStore
  /// `public, max-age=N`: 60 seconds, or the time until the next full quarter of an hour if that is less, whatever is
  /// planned or not. `until` ends it earlier, for content that changes by itself: milliseconds since 1970.
  case `public`(until: Int64?)
}

/// The content of a response.
package enum Body: Sendable {
  case bytes([UInt8])
  case stream(any BodySource)
}

// What the application answers, before it is written out as bytes.

import Bytes
import HTTPTypes

/// A response as a value: what it says, and how long others may keep it.
package struct Response: Sendable {
  package var status: HTTPResponse.Status
  /// Content-Type, ETag, Last-Modified, Vary, Link and the like. Date, Content-Length, Content-Encoding, Cache-Control,
  /// Connection and Transfer-Encoding are the server's to write.
  package var fields: HTTPFields
  /// The value of Link (RFC 8288), empty for none. It grows so long that making it one of the fields, which are checked
  /// byte by byte, would cost more than all of them; so it holds nothing but what a field may.
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

/// What `Cache-Control` says (RFC 9111 5.2.2).
package enum Caching: Sendable, Equatable {
  /// No `Cache-Control` line.
  case none
  /// `private, no-store`
  case noStore
  /// `public, max-age=N`: 60 seconds, or the time to the next scheduled change when that is nearer; `until` is that
  /// instant in milliseconds since 1970.
  case `public`(until: Int64?)
}

/// The content of a response.
package enum Body: Sendable {
  case bytes([UInt8])
  case stream(any BodySource)
}

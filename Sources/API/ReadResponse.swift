// The successful responses to reads and writes.

import Bytes
import Catalog
import HTTP
import HTTPTypes
import Values

extension RequestContext {
  /// A 200 with a strong ETag. For anonymous requests it also has public caching and mostly Last-Modified.
  func content(_ bytes: [UInt8], type: String = "application/json", vary: String?) -> Response {
    var response = Response(fields: [.contentType: type, .eTag: bytes.etag], body: .bytes(bytes))
    if let vary { response.fields.append(HTTPField(name: .vary, value: vary)) }
    if token == nil {
      let state = app.cache.state
      response.caching = .public(until: state.nextInstant)
      let changed = state.changedAt.milliseconds / 1000
      // The last of two changes in one second has the next second as its time. A time in the future must not be sent
      // (RFC 9110 section 8.8.2.1).
      if changed <= Instant.now().milliseconds / 1000 {
        response.fields.append(HTTPField(name: .lastModified, value: HTTPDate.string(changed)))
      }
    }
    return response
  }
}

extension Response {
  /// A response of the desk with JSON that must not be cached.
  /// - Parameter location: the address of the created resource.
  static func json(
    _ document: JSON, _ status: HTTPResponse.Status = .ok, location: String? = nil
  ) -> Response {
    json(document.bytes, status, location: location)
  }

  static func json(
    _ document: [UInt8], _ status: HTTPResponse.Status = .ok, location: String? = nil
  ) -> Response {
    var response = Response(
      status: status, fields: [.contentType: "application/json"], caching: .noStore, body: .bytes(document))
    if let location { response.fields[.location] = location }
    return response
  }
}

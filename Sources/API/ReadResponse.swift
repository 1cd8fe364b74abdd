// The successful answer to a read.

import Bytes
import Catalog
import HTTP
import HTTPTypes
import Values

extension RequestContext {
  /// A 200 with a strong ETag; for anyone with the times of the public file, too.
  func content(_ bytes: [UInt8], type: String = "application/json", vary: String?) -> Response {
    var response = Response(fields: [.contentType: type, .eTag: bytes.etag], body: .bytes(bytes))
    if let vary { response.fields.append(HTTPField(name: .vary, value: vary)) }
    if token == nil {
      let state = app.cache.state
      response.caching = .public(until: state.nextInstant)
      let changed = HTTPDate.string(state.changedAt.milliseconds / 1000)
      response.fields.append(HTTPField(name: .lastModified, value: changed))
    }
    return response
  }
}

extension Response {
  /// JSON that nobody keeps: an answer of the desk.
  /// - Parameter location: the address of what a write has made.
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

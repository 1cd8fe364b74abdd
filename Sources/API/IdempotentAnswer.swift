// Converts between HTTP and Idempotency-Keys: the key of a request, and its stored response.

import Desk
import GRDB
import HTTP
import HTTPTypes
import Values

extension IdempotencyKey {
  /// Nil for a request without a key.
  /// - Throws: `InvalidInput` for an empty or too long key.
  init?(_ request: Request, _ token: Token) throws(InvalidInput) {
    guard request.method == .post, let key = request.fields[.idempotencyKey] else { return nil }
    let head = [request.path, request.query ?? "", request.fields[.contentType] ?? ""]
    try self.init(key, token: token.number, request: head.map { Array($0.utf8) } + [request.body])
  }

  func keep(_ response: Response, _ db: Database) throws { try keep(Answer(response), db) }
}

extension IdempotencyKey.Answer {
  init(_ response: Response) {
    var body: [UInt8] = []
    if case .bytes(let bytes) = response.body { body = bytes }
    self.init(
      status: response.status.code, location: response.fields[.location], etag: response.fields[.eTag], body: body)
  }

  var response: Response {
    var response = Response.json(body, HTTPResponse.Status(code: status), location: location)
    response.fields[.eTag] = etag
    return response
  }
}

extension HTTPField.Name {
  static let idempotencyKey = HTTPField.Name(static: "Idempotency-Key")
}

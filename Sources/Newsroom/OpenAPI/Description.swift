// The description of the API over HTTP.

import HTTP
import HTTPTypes
import Routing

extension Application {
  /// The description of the API, as JSON, for a public address.
  package static func description(address: String) -> String {
    JSON.object(OpenAPIDocument.make(address: address)).text
  }
}

enum Description {
  static let routes: [Route<NewsroomEndpoint>] = [
    Route(.get, "/openapi.json", access: .anyone, json),
    Route(.get, "/openapi.yaml", access: .anyone, yaml),
  ]

  @Sendable private static func json(_ call: inout Call) throws -> Response {
    try call.query.finish()
    return call.content(JSON.object(OpenAPIDocument.make(address: call.app.publicURL)).bytes, vary: nil)
  }

  @Sendable private static func yaml(_ call: inout Call) throws -> Response {
    try call.query.finish()
    let text = try OpenAPIDocument.yaml(address: call.app.publicURL)
    // RFC 9512
    return call.content(Array(text.utf8), type: "application/yaml", vary: nil)
  }
}

// The description of the API over HTTP.

import HTTP
import HTTPTypes
import Routing
import Synchronization

extension Application {
  /// The description of the API, as JSON, for a public address.
  package static func description(address: String, council: String) -> String {
    JSON.object(OpenAPIDocument.make(address: address, council: council)).text
  }
}

enum Description {
  static let routes: [Route<NewsroomEndpoint>] = [
    Route(.get, "/openapi.json", access: .anyone, json),
    Route(.get, "/openapi.yaml", access: .anyone, yaml),
  ]

  /// Texts by what makes them differ. Each is made once: it changes with the program alone, and making it takes long.
  private static let texts = Mutex<[String: [UInt8]]>([:])

  private static func text(
    _ form: String, _ address: String, _ council: String, make: () throws -> [UInt8]
  ) rethrows -> [UInt8] {
    try texts.withLock { texts in
      let name = [form, address, council].joined(separator: "\n")
      if let text = texts[name] { return text }
      let text = try make()
      texts[name] = text
      return text
    }
  }

  @Sendable private static func json(_ call: inout Call) throws -> Response {
    try call.query.finish()
    let (address, council) = (call.app.publicURL, call.app.council.name)
    let text = text("json", address, council) {
      JSON.object(OpenAPIDocument.make(address: address, council: council)).bytes
    }
    return call.content(text, vary: nil)
  }

  @Sendable private static func yaml(_ call: inout Call) throws -> Response {
    try call.query.finish()
    let (address, council) = (call.app.publicURL, call.app.council.name)
    let text = try text("yaml", address, council) {
      Array(try OpenAPIDocument.yaml(address: address, council: council).utf8)
    }
    // RFC 9512
    return call.content(text, type: "application/yaml", vary: nil)
  }
}

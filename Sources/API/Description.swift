// The routes of the API description: `/openapi.json`.

import Content
import HTTP
import HTTPTypes
import Routing
import Synchronization
import Values

extension Application {
  /// Returns the API description as JSON text.
  /// - Parameter address: the public address, without a slash at the end.
  package static func description(address: String, council: Council) -> String {
    JSON.object(OpenAPIDocument.make(address: address, council: council)).text
  }
}

enum Description {
  static let routes: [Route<NewsroomEndpoint>] = [
    Route(.get, "/openapi.json", access: .anyone, json)
  ]

  private static let documents = Once<JSONObject>()
  private static let texts = Once<[UInt8]>()

  /// Returns the API description of this newsroom.
  static func document(of app: Application) -> JSONObject {
    documents.value(for: key(app)) { OpenAPIDocument.make(address: app.publicURL, council: app.council) }
  }

  /// Everything in the settings that the description depends on.
  private static func key(_ app: Application) -> [String] {
    [app.publicURL, app.council.name[.en], app.council.themes.json.text]
  }

  @Sendable private static func json(_ context: inout RequestContext) throws -> Response {
    try context.query.finish()
    let app = context.app
    let text = texts.value(for: key(app)) {
      JSON.object(document(of: app)).bytes
    }
    return context.content(text, vary: nil)
  }
}

/// Values by their keys. Each value is made only once, because making it takes long and it never changes.
private final class Once<Value: Sendable>: Sendable {
  private let values = Mutex<[[String]: Value]>([:])

  func value(for key: [String], make: () throws -> Value) rethrows -> Value {
    try values.withLock { values in
      if let value = values[key] { return value }
      let value = try make()
      values[key] = value
      return value
    }
  }
}

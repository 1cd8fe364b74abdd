// The description of one route: its parameters, its request body and its responses.

import HTTPTypes
import Values

/// The part of a route's description that the route table does not contain (OpenAPI 3.0.3, section 4.7.10).
struct Operation {
  /// A query parameter. All query parameters are optional.
  struct Parameter {
    let name: String
    /// Says what the parameter does, its format or limits, and its default.
    let description: String
    let schema: JSON
    /// One valid value.
    let example: JSON
    /// Whether a request may contain it several times.
    var isRepeated = false
  }

  /// The body of a request.
  struct Content {
    let types: [(type: String, schema: JSON)]
    var isRequired = true

    static func json(_ schema: JSON, isRequired: Bool = true) -> Content {
      Content(types: [("application/json", schema)], isRequired: isRequired)
    }
  }

  /// A successful response.
  struct Answer {
    let status: Int
    let description: String
    var types: [(type: String, schema: JSON)] = []
    /// The names of its header fields.
    var fields: [String] = []

    static func json(_ status: Int = 200, _ description: String, _ schema: JSON, _ fields: [String] = []) -> Answer {
      Answer(status: status, description: description, types: [("application/json", schema)], fields: fields)
    }

    /// A 204.
    static func empty(_ description: String) -> Answer { Answer(status: 204, description: description) }
  }

  /// `listReleases`
  let id: String
  /// An imperative of at most eight words.
  let summary: String
  var parameters: [Parameter] = []
  /// The names of request header fields: `If-Match`.
  var fields: [String] = []
  var content: Content?
  let answers: [Answer]
  /// The statuses of problem documents, in addition to those that every route may return.
  var problems: [Int] = []
}

// What one route does, for the description of the API: its parameters, what it takes and what it answers.

import HTTPTypes
import Values

/// The description of a route (OpenAPI 3.0.3, section 4.7.10), beside what the route table says already.
struct Operation {
  struct Parameter {
    let name: String
    let description: String
    let schema: JSON
    /// May be given several times.
    var isRepeated = false
  }

  /// What a request may carry.
  struct Content {
    let types: [(type: String, schema: JSON)]
    var isRequired = true

    static func json(_ schema: JSON, isRequired: Bool = true) -> Content {
      Content(types: [("application/json", schema)], isRequired: isRequired)
    }
  }

  struct Answer {
    let status: Int
    let description: String
    var types: [(type: String, schema: JSON)] = []
    var fields: [String] = []

    static func json(_ status: Int = 200, _ description: String, _ schema: JSON, _ fields: [String] = []) -> Answer {
      Answer(status: status, description: description, types: [("application/json", schema)], fields: fields)
    }

    static let empty = Answer(status: 204, description: "Done")
  }

  /// `listReleases`
  let id: String
  let summary: String
  var parameters: [Parameter] = []
  /// Field names of requests: `If-Match`.
  var fields: [String] = []
  var content: Content?
  let answers: [Answer]
  /// Statuses of problem documents beside those that every route may answer with.
  var problems: [Int] = []
}

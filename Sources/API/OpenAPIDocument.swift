// The description of the API (OpenAPI 3.0.3), made from the route table, the resources and the operations.

import Content
import HTTPTypes
import Pages
import Routing
import Values

enum OpenAPIDocument {
  static let version = "1.0"

  /// The document for a public address.
  static func make(address: String, council: String) -> JSONObject {
    JSONObject([
      ("openapi", "3.0.3"),
      (
        "info",
        [
          "title": .string("\(council) newsroom"), "version": .string(version),
          "description": "Press releases, advices, industrial sites and contacts of a public council.",
        ]
      ),
      ("servers", [["url": .string(address)]]),
      ("tags", .array(tags.map { ["name": .string($0)] })),
      ("paths", .object(paths(address: address))),
      (
        "components",
        [
          "schemas": .object(JSONObject(SharedSchemas.all + Resource.all.flatMap(\.schemas))),
          "responses": .object(problems(address: address)), "parameters": .object(requestFields),
          "headers": .object(answerFields),
          "securitySchemes": [
            "token": [
              "type": "http", "scheme": "bearer", "description": "A token of the newsroom, `nrt_` and base64url",
            ]
          ],
        ]
      ),
    ])
  }

  private static let tags = Resource.all.map(\.path) + ["newsroom", "geo", "desk"]

  /// An item for each path, in the order of the route table.
  private static func paths(address: String) -> JSONObject {
    var paths = JSONObject()
    for route in Routes.all {
      guard let operation = Operations.all[route.name] else { continue }
      var item = paths[route.pattern]?.object ?? JSONObject()
      item[route.method.rawValue.lowercased()] = .object(
        describe(operation, route, Examples.of(route.name, address: address)))
      paths[route.pattern] = .object(item)
    }
    return paths
  }

  private static func describe(
    _ operation: Operation, _ route: Route<NewsroomEndpoint>, _ example: ReferenceExample?
  ) -> JSONObject {
    let resource = Resource.all.first { route.pattern == "/\($0.path)" || route.pattern.hasPrefix("/\($0.path)/") }
    let suffixes = route.suffixes.map { "`.\($0)`" }.joined(separator: ", ")
    var scope: String?
    if case .scope(let needed) = route.endpoint.access { scope = needed.rawValue }
    let explanation = [
      suffixes.isEmpty ? nil : "Forms by suffix: \(suffixes).", scope.map { "Needs a token with the scope `\($0)`." },
    ].compactMap(\.self).joined(separator: " ")
    var responses = JSONObject()
    for answer in operation.answers { responses["\(answer.status)"] = .object(describe(answer, example)) }
    if operation.fields.contains("If-None-Match") {
      responses["304"] = ["description": "What the client has is still true"]
    }
    let access = route.endpoint.access
    let usual = [400, 401, 429, 503] + (access.needsToken ? [403] : [])
    for status in Set(operation.problems + usual).sorted() {
      responses["\(status)"] = ["$ref": .string("#/components/responses/\(status)")]
    }
    return JSONObject([
      ("operationId", .string(operation.id)), ("summary", .string(operation.summary)),
      ("description", explanation.isEmpty ? nil : .string(explanation)),
      (
        "tags",
        [.string(resource?.path ?? (access.needsToken ? "desk" : route.pattern.hasPrefix("/geo") ? "geo" : "newsroom"))]
      ),
      ("security", access.needsToken ? [["token": []]] : [[:], ["token": []]]),
      (
        "parameters",
        list(pathParameters(route, example) + operation.parameters.map(describe) + operation.fields.map(named))
      ),
      ("requestBody", operation.content.map { .object(describe($0, example?.body)) }),
      ("responses", .object(responses)),
    ])
  }

  private static func list(_ values: [JSON]) -> JSON? { values.isEmpty ? nil : .array(values) }

  private static func pathParameters(_ route: Route<NewsroomEndpoint>, _ example: ReferenceExample?) -> [JSON] {
    let values = example?.path.prefix { $0 != "?" }.split(separator: "/") ?? []
    return route.pattern.split(separator: "/").enumerated().filter { $0.element.hasPrefix("{") }.map { place, segment in
      let name = String(segment.dropFirst().dropLast())
      let value = values.indices.contains(place) ? String(values[place]) : nil
      let isNumber = name == "n"
      return [
        "name": .string(name), "in": "path", "required": .bool(true),
        "schema": isNumber ? Schema.integer(1...Int(Int32.max)) : Schema.string(),
        "example": value.map { isNumber ? .number($0) : .string($0) },
      ]
    }
  }

  private static func describe(_ parameter: Operation.Parameter) -> JSON {
    [
      "name": .string(parameter.name), "in": "query", "description": .string(parameter.description),
      "schema": parameter.isRepeated ? Schema.list(parameter.schema) : parameter.schema,
    ]
  }

  private static func named(_ field: String) -> JSON { ["$ref": .string("#/components/parameters/\(field)")] }

  private static func describe(_ content: Operation.Content, _ example: JSON?) -> JSONObject {
    JSONObject([("required", .bool(content.isRequired)), ("content", .object(describe(content.types, example)))])
  }

  private static func describe(_ answer: Operation.Answer, _ example: ReferenceExample?) -> JSONObject {
    let fields = answer.fields + ["BelGov-Trace-Id"]
    return JSONObject([
      ("description", .string(answer.description)),
      (
        "headers",
        .object(JSONObject(fields.map { ($0, ["$ref": .string("#/components/headers/\($0)")]) }))
      ),
      (
        "content",
        answer.types.isEmpty
          ? nil : .object(describe(answer.types, example.flatMap { $0.status == answer.status ? $0.answer : nil }))
      ),
    ])
  }

  private static func describe(_ types: [(type: String, schema: JSON)], _ example: JSON?) -> JSONObject {
    JSONObject(
      types.map { type, schema in
        (type, ["schema": schema, "example": type == "application/json" || types.count == 1 ? example : nil])
      })
  }

  private static func problems(address: String) -> JSONObject {
    JSONObject(
      errors.map { status, description in
        let example = Examples.of("\(status)", address: address)?.answer
        return (
          "\(status)",
          [
            "description": .string(description),
            "content": ["application/problem+json": ["schema": Schema.reference("Problem"), "example": example]],
          ]
        )
      })
  }

  private static let errors = [
    (400, "The input has faults, all of which are listed"), (401, "A token is needed, or this one is not valid"),
    (403, "The token lacks a scope"), (404, "There is nothing at this address"),
    (406, "None of the forms asked for exists"), (409, "It can't be done as things stand"),
    (410, "Withdrawn, with the reason"), (412, "It has changed meanwhile"), (413, "The content is too large"),
    (415, "The content is of a type that is not read here"), (428, "If-Match is missing"),
    (429, "Too many requests"), (501, "This server lacks what it takes"), (503, "Not available now"),
  ]

  private static let requestFields = JSONObject(
    [
      ("If-Match", "The ETag of the revision that is changed (RFC 9110 13.1.1)"),
      ("If-None-Match", "The ETag of what the client has"),
      ("If-Modified-Since", "The Last-Modified of what the client has"),
      ("Accept-Language", "The languages of forms of one language, and of errors"),
      ("Last-Event-ID", "The last event that a listener has"),
      ("Idempotency-Key", "The same key and request is answered with the first answer for 24 hours"),
    ].map { name, description in
      (name, ["name": .string(name), "in": "header", "description": .string(description), "schema": Schema.string()])
    })

  private static let answerFields = JSONObject(
    [
      ("ETag", "Moves when the content does"), ("Last-Modified", "When what is public last moved"),
      ("Content-Language", "The languages of the content"), ("Link", "Other pages and forms (RFC 8288)"),
      ("Location", "Where the new resource is"),
      ("Set-Cookie", "The cookie of the session"), ("BelGov-Trace-Id", "Names this answer in the access log"),
    ].map { name, description in (name, ["description": .string(description), "schema": Schema.string()]) })
}

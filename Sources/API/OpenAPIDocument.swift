// The description of the API (OpenAPI 3.0.3), built from the route table, the resources and the operations.

import Content
import HTTPTypes
import Pages
import Routing
import Values

enum OpenAPIDocument {
  static let version = "1.0"

  /// - Parameters:
  ///   - address: the public address, without a slash at the end.
  ///   - council: its name is in the title, and its themes are values of a schema.
  static func make(address: String, council: Council) -> JSONObject {
    JSONObject([
      ("openapi", "3.0.3"),
      (
        "info",
        [
          "title": .string("\(council.name[.en]) newsroom"), "version": .string(version),
          "description": "Press releases, advices, industrial sites and contacts of a public council.",
        ]
      ),
      ("servers", [["url": .string(address)]]),
      ("tags", .array(tags.map { ["name": .string($0)] })),
      ("paths", .object(paths(address: address, themes: council.themes))),
      (
        "components",
        [
          "schemas": .object(
            JSONObject(
              SharedSchemas.all + [("Theme", Schema.theme(council.themes))] + Resource.all.flatMap(\.schemas))),
          "responses": .object(problems(address: address)), "parameters": .object(requestFields),
          "headers": .object(answerFields),
          "securitySchemes": [
            "token": [
              "type": "http", "scheme": "bearer",
              "description": "A newsroom token: `nrt_` and 43 characters of base64url.",
            ]
          ],
        ]
      ),
    ])
  }

  private static let tags = Resource.all.map(\.path) + ["newsroom", "geo", "desk"]

  /// A Path Item Object for each path, in the order of the route table.
  private static func paths(address: String, themes: Themes) -> JSONObject {
    var paths = JSONObject()
    for route in Routes.all {
      guard let operation = Operations.all[route.name] else { continue }
      var item = paths[route.pattern]?.object ?? JSONObject()
      item[route.method.rawValue.lowercased()] = .object(
        describe(operation, route, Examples.of(route.name, address: address), themes))
      paths[route.pattern] = .object(item)
    }
    return paths
  }

  private static func describe(
    _ operation: Operation, _ route: Route<NewsroomEndpoint>, _ example: ReferenceExample?, _ themes: Themes
  ) -> JSONObject {
    let resource = Resource.all.first { route.pattern == "/\($0.path)" || route.pattern.hasPrefix("/\($0.path)/") }
    let suffixes = route.suffixes.map { "`.\($0)`" }.joined(separator: ", ")
    var scope: String?
    if case .scope(let needed) = route.endpoint.access { scope = needed.rawValue }
    let explanation = [
      suffixes.isEmpty ? nil : "Formats by path suffix: \(suffixes).",
      scope.map { "Requires a token with the scope `\($0)`." },
    ].compactMap(\.self).joined(separator: " ")
    var responses = JSONObject()
    for answer in operation.answers { responses["\(answer.status)"] = .object(describe(answer, example)) }
    if operation.fields.contains("If-None-Match") {
      responses["304"] = ["description": "The client's copy is current"]
    }
    let access = route.endpoint.access
    if access.needsToken, route.method != .get, responses["202"] == nil {
      responses["202"] = ["description": "Done, but not confirmed by the replica (`--acknowledge replica`)"]
    }
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
        list(
          pathParameters(route, example) + operation.parameters.map { describe($0, themes) }
            + operation.fields.map(named))
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
      let value = values.indices.contains(place) ? String(values[place]) : examples[name]
      let isNumber = name == "n"
      return [
        "name": .string(name), "in": "path", "required": .bool(true),
        "description": descriptions[name].map(JSON.string),
        "schema": isNumber ? Schema.integer(1...Int(Int32.max)) : Schema.string(),
        "example": value.map { isNumber ? .number($0) : .string($0) },
      ]
    }
  }

  /// The descriptions of path parameters by their names.
  private static let descriptions = [
    "id": "Id of the item: 1 to 120 lowercase letters, digits and hyphens.",
    "n": "Number, from 1. Lists return it as number.",
    "language": "Two-letter code of the language: nl, fr, en or de.",
    "link": "Signed text at the end of a preview link.",
    "finding": "Id of a finding. Findings that can be dismissed have one.",
    "token": "Secret from the link in the email message: 32 hexadecimal digits.",
    "file": "Name of the file.",
    "section": "Section of the reference: a resource, newsroom, geo, desk or schemas.",
  ]

  /// Values of path parameters that no recorded example contains.
  private static let examples = [
    "link": "1-1748502000-" + String(repeating: "5d", count: 32), "token": String(repeating: "5d", count: 16),
    "file": "main.js", "section": "releases", "finding": "pictureLeftOut",
  ]

  private static func describe(_ parameter: Operation.Parameter, _ themes: Themes) -> JSON {
    let theme = parameter.schema == Schema.theme ? themes.codes.first.map(JSON.string) : nil
    let example = theme ?? parameter.example
    return [
      "name": .string(parameter.name), "in": "query", "description": .string(parameter.description),
      "schema": parameter.isRepeated ? Schema.list(parameter.schema) : parameter.schema,
      "example": parameter.isRepeated ? JSON.array([example]) : example,
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

  /// The descriptions of problem documents by their statuses.
  private static let errors = [
    (400, "The request has faults. The member issues lists them."), (401, "The token is missing or not valid"),
    (403, "The token lacks the required scope"), (404, "Nothing exists at this address"),
    (406, "None of the requested formats is available"), (409, "The request conflicts with the current state"),
    (410, "It was withdrawn, has expired or was revoked"), (412, "The item has changed since the given ETag"),
    (413, "The content is too large"), (415, "The type of the content is not supported"),
    (428, "If-Match is missing"), (429, "Too many requests"), (501, "This server cannot read this type of file"),
    (503, "The service is unavailable for a moment"),
  ]

  /// The header fields of requests: name, description and an example.
  private static let requestHeaders = [
    (
      "If-Match", "ETag of the revision to change (RFC 9110, section 13.1.1).",
      "\"5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d\""
    ),
    (
      "If-None-Match", "ETag of the client's copy; the response is an empty 304 while the copy is current.",
      "\"5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d\""
    ),
    (
      "If-Modified-Since",
      "Last-Modified of the client's copy; the response is an empty 304 while the copy is current.",
      "Thu, 22 May 2025 07:00:00 GMT"
    ),
    (
      "Accept-Language", "Preferred languages of errors and of responses in one language. Dutch by default.",
      "fr, nl;q=0.8"
    ),
    (
      "Last-Event-ID", "Cursor of the last event received. The response begins with the events after it.",
      "0123456789abcdef-12"
    ),
    (
      "Idempotency-Key",
      "Unique text of 1 to 255 bytes. For 24 hours the same request with the same key gets the first response again.",
      "6f1c3a52-8e0b-4f0e-9d55-2b7f6c1f9a10"
    ),
  ]

  private static let requestFields = JSONObject(
    requestHeaders.map { name, description, example in
      (
        name,
        [
          "name": .string(name), "in": "header", "description": .string(description), "schema": Schema.string(),
          "example": .string(example),
        ]
      )
    })

  /// The header fields of responses by their names.
  private static let answerHeaders = [
    ("ETag", "Identifies this version of the content"), ("Last-Modified", "Time of the last public change"),
    ("Content-Language", "Languages of the content"), ("Link", "Related pages and formats (RFC 8288)"),
    ("Location", "Address of the new resource"), ("Set-Cookie", "Cookie of the session"),
    ("BelGov-Trace-Id", "Identifies this response in the access log"),
  ]

  private static let answerFields = JSONObject(
    answerHeaders.map { name, description in
      (name, ["description": .string(description), "schema": Schema.string()])
    })
}

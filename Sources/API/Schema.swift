// The schemas of requests and responses (OpenAPI 3.0), built from the fields of the resources.

import Content
import Desk
import Values

/// Short names for common schemas (OpenAPI 3.0.3, section 4.7.24).
enum Schema {
  static func string(_ format: String? = nil, example: String? = nil) -> JSON {
    ["type": "string", "format": format.map(JSON.string), "example": example.map(JSON.string)]
  }

  static func text(_ limit: Int) -> JSON { ["type": "string", "maxLength": .integer(limit)] }

  static func choice(_ values: [String]) -> JSON { ["type": "string", "enum": .strings(values)] }

  static func list(_ element: JSON, limit: Int? = nil) -> JSON {
    ["type": "array", "items": element, "maxItems": limit.map { .integer($0) }]
  }

  static func integer(_ range: ClosedRange<Int>, defaultValue: Int? = nil) -> JSON {
    [
      "type": "integer", "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound),
      "default": defaultValue.map { .integer($0) },
    ]
  }

  static func reference(_ name: String) -> JSON { ["$ref": .string("#/components/schemas/\(name)")] }

  static func object(_ properties: [(String, JSON)], required: [String] = [], isOpen: Bool = true) -> JSON {
    [
      "type": "object", "properties": .object(JSONObject(properties.map { ($0.0, $0.1) })),
      "required": required.isEmpty ? nil : .strings(required), "additionalProperties": isOpen ? nil : .bool(false),
    ]
  }

  /// An object with a text for each language that has one.
  static func texts(_ limit: Int? = nil) -> JSON { texts(of: limit.map(text) ?? string()) }

  /// The same in requests, where null means that a language has no text.
  static func writtenTexts(_ limit: Int) -> JSON { texts(of: optional(text(limit))) }

  /// The same for a public notice, which needs a text in some languages.
  static func notice(_ limit: Int) -> JSON {
    let required = Language.ofNotices.map(\.rawValue)
    let texts = Language.codes.map { ($0, required.contains($0) ? text(limit) : optional(text(limit))) }
    return object(texts, required: required, isOpen: false)
  }

  private static func texts(of text: JSON) -> JSON {
    object(Language.codes.map { ($0, text) }, isOpen: false)
  }

  /// The schema of a value that may also be null (OpenAPI 3.0.3, section 4.7.24.1).
  static func optional(_ schema: JSON) -> JSON {
    var schema = schema.object ?? JSONObject()
    schema["nullable"] = .bool(true)
    return .object(schema)
  }

  /// The codes of the council's themes, which the settings define.
  static let theme = reference("Theme")

  static func theme(_ themes: Themes) -> JSON {
    ["type": "string", "enum": .strings(themes.codes), "x-labels": themes.labelsJSON]
  }

  static let flag: JSON = ["type": "boolean"]
  static let document: JSON = ["type": "object", "additionalProperties": .bool(true)]
  static let instant = string("date-time", example: "2025-05-22T07:00:00Z")
  static let link = string("uri")
}

extension Shape {
  /// The schema of a value in a request.
  var schema: JSON {
    switch self {
    case .text(let limit): Schema.text(limit)
    case .texts(let limit): Schema.writtenTexts(limit)
    case .notice(let limit): Schema.notice(limit)
    case .label(let limit): ["oneOf": [Schema.text(limit), Schema.writtenTexts(limit)]]
    case .figure: ["oneOf": [["type": "number"], Schema.text(200)]]
    case .decimal(let range):
      ["type": "number", "minimum": .number("\(range.lowerBound)"), "maximum": .number("\(range.upperBound)")]
    case .integer(let range): Schema.integer(range)
    case .flag: Schema.flag
    case .document: Schema.document
    case .choice(let values): Schema.choice(values)
    case .theme: Schema.theme
    case .date(let isPartial):
      isPartial ? ["type": "string", "pattern": #"^\d{4}(-\d\d(-\d\d)?)?$"#] : Schema.string("date")
    case .instant: Schema.instant
    case .email: Schema.string("email")
    case .phone: Schema.text(60)
    case .url: Schema.link
    case .identifier: ["type": "string", "pattern": "^[a-z0-9-]{1,120}$"]
    case .reference(let kind):
      [
        "type": "string", "description": .string("Id of \(kind.hasPrefix("a") ? "an" : "a") \(kind)"),
        "pattern": "^[a-z0-9-]{1,120}$",
        "x-resource": Resource.of(kind: kind).map { .string($0.path) },
      ]
    case .list(let element, let limit): Schema.list(element.schema, limit: limit)
    case .object(let fields): fields.schema
    }
  }

  /// The schema of the value in a response.
  fileprivate var shownSchema: JSON {
    switch self {
    case .texts(let limit), .notice(let limit): Schema.texts(limit)
    case .label(let limit): ["oneOf": [Schema.text(limit), Schema.texts(limit)]]
    case .list(.reference(let kind), _): Schema.list(Schema.reference(Resource.of(kind: kind)?.cardName ?? "Card"))
    case .list(.object(let fields), _): Schema.list(fields.shownSchema)
    case .object(let fields): fields.shownSchema
    case .reference: Schema.link
    default: schema
    }
  }
}

extension [Field] {
  /// The schema of an object in a request.
  var schema: JSON { schema(beside: []) }

  fileprivate func schema(beside others: [(String, JSON)]) -> JSON {
    let members = map { ($0.name, $0.isRequired ? $0.shape.schema : Schema.optional($0.shape.schema)) }
    return Schema.object(members + others, required: filter(\.isRequired).map(\.name), isOpen: false)
  }

  fileprivate var shownSchema: JSON {
    Schema.object(map { ($0.name, $0.shape.shownSchema) }, required: filter(\.isRequired).map(\.name))
  }
}

extension Resource {
  /// The name of its schema: `Release`.
  var typeName: String { kind.prefix(1).uppercased() + kind.dropFirst() }
  fileprivate var cardName: String { typeName + "Card" }

  /// The schemas of this resource by their names: for reading, creating, patching, lists and references.
  var schemas: [(String, JSON)] {
    [
      (typeName, schema), ("\(typeName)Input", inputSchema), ("\(typeName)Patch", patchSchema),
      ("\(typeName)Summary", summarySchema), (cardName, cardSchema),
    ]
  }

  private var cardSchema: JSON {
    let name = fields.first { $0.name == naming }?.shape.schema ?? Schema.string()
    return Schema.object([("href", Schema.link), (naming, name)], required: ["href"])
  }

  /// Further members in the request for a new item.
  private static let beside: [(String, JSON)] = [
    ("status", Schema.choice(["draft", "published"])), ("acknowledge", Schema.list(Schema.text(100), limit: 100)),
    ("revisionNote", Schema.text(500)),
  ]

  private var inputSchema: JSON { fields.schema(beside: Self.beside) }

  private var patchSchema: JSON {
    let members = fields.filter { $0.name != "id" }.map { ($0.name, Schema.optional($0.shape.schema)) }
    let beside = [InputCheck.revisionNote, InputCheck.reviewNote, InputCheck.correction].map { field in
      (field.name, field.shape.schema)
    }
    return Schema.object(members + beside, isOpen: false)
  }

  private var common: [(String, JSON)] {
    [
      ("status", Schema.choice(Status.allCases.map(\.rawValue))), ("publishedAt", Schema.instant),
      ("updatedAt", Schema.instant), ("languages", Schema.list(Schema.choice(Language.codes))),
      ("embargoUntil", Schema.instant), ("plannedFor", Schema.instant), ("unplannedChanges", Schema.flag),
      (
        "languageStates",
        Schema.object(Language.codes.map { ($0, Schema.choice(TextState.allCases.map(\.rawValue))) }, isOpen: false)
      ),
      (
        "review",
        Schema.object(
          [("author", Schema.string()), ("at", Schema.instant), ("note", Schema.string())],
          required: ["author", "at", "note"])
      ),
    ]
  }

  private var schema: JSON {
    let own = fields.filter { $0.name != "id" }.map { ($0.name, $0.shape.shownSchema) }
    let correction = Schema.object([("at", Schema.instant), ("note", Schema.texts())], required: ["at"])
    let computed: [(String, JSON)] =
      [
        ("version", Schema.integer(1...Int(Int32.max))), ("corrections", Schema.list(correction)),
        ("unpublishedChanges", Schema.flag), ("html", Schema.texts()), ("withdrawnAt", Schema.instant),
        ("reason", Schema.texts()), ("successor", Schema.link),
      ] + mentions.map { ($0.member, Schema.list(Schema.reference(Resource.of(kind: $0.kind)?.cardName ?? ""))) }
    return Schema.object(
      [("self", Schema.link), ("id", Shape.identifier.schema)] + common + own + computed,
      required: ["self"])
  }

  private var summarySchema: JSON {
    let shown = fields.filter { summary.contains($0.name) }.map { ($0.name, $0.shape.shownSchema) }
    return Schema.object(
      [("href", Schema.link), ("id", Shape.identifier.schema)] + common + shown, required: ["href", "id"])
  }
}

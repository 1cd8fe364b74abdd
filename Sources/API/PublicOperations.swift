// What the routes of every resource do for readers.

import Catalog
import Content
import Formats
import HTTPTypes
import Values

extension Resource {
  /// The operations of this resource by the names of their routes.
  var operations: [(route: String, Operation)] { reading + writing + history + publishing }

  var itemRoute: String { "/\(path)/{id}" }
  var item: JSON { Schema.reference(typeName) }
  /// `Releases`, for the ids of operations.
  private var plural: String { path.prefix(1).uppercased() + path.dropFirst() }

  private var reading: [(String, Operation)] {
    let lists = listRepresentations.map { representation in
      (
        representation.mediaType,
        representation.suffix == "json" ? Schema.page(of: Schema.reference("\(typeName)Summary")) : Schema.string()
      )
    }
    let items = itemRepresentations.map { representation in
      (representation.mediaType, representation.suffix == "json" ? item : Schema.string())
    }
    return [
      (
        "GET /\(path)",
        Operation(
          id: "list\(plural)", summary: "List, filter and search \(path)", parameters: listParameters,
          fields: Operation.reading,
          answers: [Operation.Answer(status: 200, description: "A page", types: lists, fields: Operation.shown)],
          problems: [406])
      ),
      (
        "GET \(itemRoute)",
        Operation(
          id: "show\(typeName)", summary: "Read one \(kind)", parameters: [.lang] + detail,
          fields: Operation.reading,
          answers: [
            Operation.Answer(status: 200, description: "The \(kind)", types: items, fields: Operation.shown)
          ], problems: [404, 406, 410])
      ),
    ]
  }

  /// How much of an item is told.
  private var detail: [Operation.Parameter] {
    let selection = isEverything ? "(href,id)" : "(id,\(naming))"
    let select = Operation.Parameter(
      name: "select", description: "The members wanted, in parentheses", schema: Schema.string(example: selection))
    guard let first = embeddable.first else { return [select] }
    let embed = Operation.Parameter(
      name: "embed", description: "Of \(embeddable.joined(separator: ", ")): as a map by address",
      schema: Schema.string(example: first), isRepeated: true)
    return [select, embed]
  }

  /// What may be asked of the collection.
  var listParameters: [Operation.Parameter] {
    let own = filters.map { filter -> Operation.Parameter in
      switch filter {
      case .choice(let name, _, let values):
        .init(name: name, description: "One of a closed list", schema: Schema.choice(values), isRepeated: true)
      case .text(let name, _):
        .init(
          name: name, description: "Compared without case and accents", schema: Schema.string(), isRepeated: true)
      case .relation(let name, _, let kind):
        .init(
          name: name, description: "The id of \(kind.hasPrefix("a") ? "an" : "a") \(kind) that is referred to",
          schema: Shape.identifier.schema,
          isRepeated: true)
      case .box(let name):
        .init(
          name: name, description: "Within west,south,east,north in degrees (WGS 84)",
          schema: Schema.string(example: "4.3,50.8,4.5,50.9"))
      }
    }
    let orders: [String]
    var dates: [Operation.Parameter] = []
    switch order {
    case .date(let field):
      orders = ["-\(field)", field, "relevance"]
      dates = [
        .init(name: "from", description: "First day, in Brussels", schema: Schema.string("date")),
        .init(name: "to", description: "Last day, in Brussels", schema: Schema.string("date")),
      ]
    case .name: orders = ["name", "-name", "relevance"]
    }
    let counts = Operation.Parameter(
      name: "facets", description: "Counts of all matches by these fields, in parentheses",
      schema: Schema.string(example: "(\(facets.joined(separator: ",")))"))
    return [.q, .lang, counts] + own + dates + Operation.paging + detail + [
      .init(name: "id", description: "These alone", schema: Shape.identifier.schema, isRepeated: true),
      .init(name: "updatedSince", description: "Published or corrected since", schema: Schema.instant),
      .init(name: "sort", description: "The order; relevance needs q", schema: Schema.choice(orders)),
      .init(
        name: "status", description: "With a token that sees more than what is public",
        schema: Schema.choice(Status.allCases.map(\.rawValue)), isRepeated: true),
    ]
  }
}

extension Operation.Parameter {
  static let q = Self(
    name: "q", description: "Words, \"a phrase\", begin*, -not", schema: Schema.string(example: "industri*"))
  static let lang = Self(
    name: "lang", description: "One language of the texts", schema: Schema.choice(Language.codes))
}

extension Operation {
  static let paging: [Parameter] = [
    .init(name: "pageSize", description: "Items of a page", schema: Schema.integer(1...100, usual: 20)),
    .init(name: "after", description: "A cursor, as `next` has it", schema: Schema.string()),
    .init(name: "before", description: "A cursor, as `prev` has it", schema: Schema.string()),
  ]
  static let reading = ["Accept-Language", "If-None-Match", "If-Modified-Since"]
  static let shown = ["ETag", "Last-Modified", "Content-Language", "Link"]
}

extension Schema {
  static func page(of element: JSON) -> JSON {
    object(
      [
        ("self", link), ("items", list(element)), ("pageSize", integer(1...1000)),
        ("total", integer(0...Int(Int32.max))),
        ("next", link), ("prev", link), ("facets", object([])), ("embedded", object([])),
      ], required: ["self", "items", "total"])
  }

  /// A short list that is never paged.
  static func list(of name: String) -> JSON {
    object(
      [("self", link), ("items", list(reference(name))), ("total", integer(0...Int(Int32.max)))],
      required: ["self", "items", "total"])
  }
}

extension Operation.Answer {
  static func json(_ description: String, _ schema: JSON) -> Self { .json(200, description, schema) }
}

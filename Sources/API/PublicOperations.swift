// The operations of every resource for readers.

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
  /// `an advice`
  var nounPhrase: String { (kind.hasPrefix("a") ? "an " : "a ") + kind }
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
          id: "list\(plural)", summary: "List \(path)", parameters: listParameters, fields: Operation.reading,
          answers: [
            Operation.Answer(status: 200, description: "A page of items", types: lists, fields: Operation.shown)
          ],
          problems: [406])
      ),
      (
        "GET \(itemRoute)",
        Operation(
          id: "show\(typeName)", summary: "Show \(nounPhrase)", parameters: [.lang] + responseOptions,
          fields: Operation.reading,
          answers: [
            Operation.Answer(status: 200, description: "The \(kind)", types: items, fields: Operation.shown)
          ], problems: [404, 406, 410])
      ),
    ]
  }

  /// The parameters that choose the members of an item.
  private var responseOptions: [Operation.Parameter] {
    let select = Operation.Parameter(
      name: "select",
      description: "Members to return, in parentheses and separated by commas. All members by default.",
      schema: Schema.string(), example: .string(isEverything ? "(href,id)" : "(id,\(naming))"))
    guard let first = embeddable.first else { return [select] }
    let embed = Operation.Parameter(
      name: "embed",
      description: """
        Related items to include in the member embedded: \(embeddable.joined(separator: ", ")). None by default. \
        Items beyond 1 MiB are left out. Repeat it for several values.
        """,
      schema: Schema.string(), example: .string(first), isRepeated: true)
    return [select, embed]
  }

  /// The query parameters of the collection.
  var listParameters: [Operation.Parameter] {
    let counts = Operation.Parameter(
      name: "facets",
      description: """
        Fields whose values are counted in all matches, in parentheses and separated by commas. \
        None by default.
        """,
      schema: Schema.string(), example: .string("(\(facets.joined(separator: ",")))"))
    let orders: [String]
    var days: [Operation.Parameter] = []
    switch order {
    case .date(let field):
      orders = ["-\(field)", field, "relevance"]
      days = [.from, .to]
    case .name: orders = ["name", "-name", "relevance"]
    }
    let own = filters.map(parameter(of:))
    let common: [Operation.Parameter] = [
      .init(
        name: "id",
        description: """
          Only the item with this id: 1 to 120 lowercase letters, digits and hyphens. \
          Repeat it for up to 100 items.
          """,
        schema: Shape.identifier.schema, example: Self.exampleID(of: kind), isRepeated: true),
      .init(
        name: "updatedSince",
        description: "Only items published or corrected at this time (RFC 3339) or later. Any time by default.",
        schema: Schema.instant, example: "2025-01-01T00:00:00Z"),
      .init(
        name: "sort",
        description:
          """
          Order. A hyphen means descending, and relevance requires q. By default relevance for a search in \
          JSON or on a page, and otherwise the first value.
          """,
        schema: Schema.choice(orders), example: .string(orders[0])),
      .init(
        name: "status",
        description: """
          Only items with this status. Requires a token that may see more than public items. \
          Repeat it for several values.
          """,
        schema: Schema.choice(Status.allCases.map(\.rawValue)), example: "published", isRepeated: true),
    ]
    return [.q, .listLang, counts] + own + days + Operation.Parameter.paging + responseOptions + common
  }

  /// The id of an item in the demo content.
  private static func exampleID(of kind: String) -> JSON {
    switch kind {
    case releases.kind: "2025-05-22-industriele-toekomst-van-brussel-brupartners-wil-een-ambitieuze-strategie"
    case advices.kind: "initiatiefadvies-industriele-strategie-voor-brussel"
    case contacts.kind: "brupartners"
    default: "audi-vorst"
    }
  }

  private func parameter(of filter: Filter) -> Operation.Parameter {
    switch filter {
    case .choice(let name, _, let values):
      .init(
        name: name, description: "Only items with this \(name). Any \(name) by default. Repeat it for several values.",
        schema: Schema.choice(values), example: .string(values.first ?? ""), isRepeated: true)
    case .theme(let name, _):
      .init(
        name: name, description: "Only items with this \(name). Any \(name) by default. Repeat it for several values.",
        schema: Schema.theme, example: "economy", isRepeated: true)
    case .text(let name, _):
      .init(
        name: name,
        description: """
          Only items with this \(name), in any case and with or without accents. \
          Repeat it for several values.
          """,
        schema: Schema.string(), example: name == "municipality" ? "Vorst" : "Voorzitster", isRepeated: true)
    case .relation(let name, _, let kind):
      .init(
        name: name,
        description: """
          Only items that refer to the \(kind) with this id. Any \(kind) by default. \
          Repeat it for several values.
          """,
        schema: Shape.identifier.schema, example: Self.exampleID(of: kind), isRepeated: true)
    case .box(let name):
      .init(
        name: name,
        description: """
          Only items within this box: west, south, east and north in degrees (WGS 84), separated by \
          commas.
          """,
        schema: Schema.string(), example: "4.3,50.8,4.5,50.9")
    }
  }
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

  /// A short list without pages.
  static func list(of name: String) -> JSON {
    object(
      [("self", link), ("items", list(reference(name))), ("total", integer(0...Int(Int32.max)))],
      required: ["self", "items", "total"])
  }
}

extension Operation.Answer {
  static func json(_ description: String, _ schema: JSON) -> Self { .json(200, description, schema) }
}

// All items of all kinds as one collection: `GET /search`.

extension Resource {
  /// The common part of all resources. It stores nothing of its own; it only lists and searches the others' items.
  package static let everything = Resource(
    kind: "item",
    path: "search",
    fields: [],
    naming: "title",
    summary: [],
    order: .date("date"),
    filters: [.choice("kind", field: "kind", all.map(\.kind))])

  package var isEverything: Bool { kind == "item" }
}

// All items as one collection, of whatever kind: `GET /search`.

extension Resource {
  /// What every resource has in common. Nothing is written here; it lists and finds what the others have.
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

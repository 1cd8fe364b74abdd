// Industrial sites, with figures and their sources.

extension Resource {
  package static let sites = Resource(
    kind: "site",
    path: "sites",
    fields: [
      Field("id", .identifier),
      Field("name", .texts(300), required: true),
      Field("aliases", .list(.text(300), 50), shownEmpty: true),
      Field("municipality", .label(200)),
      Field("postalCode", .text(20)),
      Field("address", .label(400)),
      Field("situation", .label(20_000)),
      Field("facts", .list(.object(fact), 100), shownEmpty: true),
      Field("coordinates", .object(coordinates)),
    ],
    naming: "name",
    summary: ["name", "municipality", "postalCode", "coordinates"],
    order: .name,
    filters: [.text("municipality", field: "municipality"), .box("bbox")],
    texts: [["aliases"], ["situation"], ["municipality", "postalCode", "address"]],
    mentions: [
      Mention(member: "releases", kind: "release", filter: "site"),
      Mention(member: "advices", kind: "advice", filter: "site"),
    ])

  /// Sources disagree about figures, so each figure requires its source.
  private static let fact = [
    Field("field", .text(100), required: true), Field("value", .figure, required: true), Field("unit", .text(50)),
    Field("scope", .label(400)), Field("source", .label(400), required: true), Field("asOf", .date(partial: true)),
  ]

  private static let coordinates = [
    Field("latitude", .decimal(-90...90), required: true), Field("longitude", .decimal(-180...180), required: true),
    Field("precision", .text(100), required: true), Field("source", .label(400), required: true),
  ]
}

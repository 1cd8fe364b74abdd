// Advices of the council: on request, on its own initiative, and contributions.

import Values

extension Resource {
  package static let advices = Resource(
    kind: "advice",
    path: "advices",
    fields: [
      Field("id", .identifier),
      Field("kind", .choice(["onRequest", "initiative", "contribution"]), required: true),
      Field("reference", .text(200)),
      Field("title", .texts(600), required: true),
      Field("summary", .texts(20_000)),
      Field("issuingBody", .label(300)),
      Field("requester", .label(300)),
      Field("adoptedOn", .date),
      Field("themes", .list(.theme, 12), shownEmpty: true),
      Field("documents", .list(.object(document), 20), shownEmpty: true),
      Field("sites", .list(.reference("site"), 100)),
    ],
    naming: "title",
    summary: ["kind", "reference", "adoptedOn", "title", "summary", "issuingBody", "themes"],
    order: .date("adoptedOn"),
    filters: [
      .choice("kind", field: "kind", ["onRequest", "initiative", "contribution"]),
      .theme("theme", field: "themes"),
      .relation("site", field: "sites", kind: "site"),
    ],
    texts: [["summary"], ["reference"], ["issuingBody", "requester"]],
    mentions: [Mention(member: "releases", kind: "release", filter: "advice")],
    normalize: { input, council in
      var advice = input
      // The name must not add a language to the advice.
      if advice["issuingBody"] == nil {
        advice["issuingBody"] = council.name.json(in: advice.texts("title").map(\.language))
      }
      return advice
    })

  private static let document = [
    Field("language", .language, required: true), Field("url", .url, required: true), Field("sha256", .text(64)),
  ]
}

// Press releases, statements and corrections.

import Values

extension Resource {
  package static let releases = Resource(
    kind: "release",
    path: "releases",
    fields: [
      Field("id", .identifier),
      Field("kind", .choice(["pressRelease", "statement", "correction"])),
      Field("releaseDate", .date),
      Field("embargoUntil", .instant),
      Field("originalLanguage", .language),
      Field("title", .texts(400), required: true),
      Field("lead", .texts(20_000)),
      Field("body", .texts(200_000)),
      Field("boilerplate", .texts(20_000)),
      Field("dateline", .texts(200)),
      Field("notesToEditors", .texts(50_000)),
      Field("themes", .list(.theme, 12), shownEmpty: true),
      Field("contacts", .list(.object(printedContact), 50)),
      Field("sites", .list(.reference("site"), 100)),
      Field("advices", .list(.reference("advice"), 100)),
      Field("links", .list(.object(link), 200), shownEmpty: true),
    ],
    naming: "title",
    summary: ["kind", "releaseDate", "title", "lead", "themes"],
    order: .date("releaseDate"),
    filters: [
      .choice("kind", field: "kind", ["pressRelease", "statement", "correction"]),
      .theme("theme", field: "themes"),
      .relation("site", field: "sites", kind: "site"),
      .relation("advice", field: "advices", kind: "advice"),
      .relation("contact", field: "contacts", kind: "contact"),
    ],
    texts: [["lead"], ["body", "notesToEditors"], ["contacts"], ["boilerplate"]],
    publicationDay: "releaseDate",
    takesManuscripts: true,
    normalize: normalizedRelease,
    derive: { release in
      JSONObject([("html", Rendering.html(of: release)), ("links", Rendering.links(of: release))])
    },
    check: ReleaseChecks.findings)

  /// A contact printed on a release: an item of the desk, or only a name with its numbers. `href` appears in answers
  /// and is accepted as the id.
  private static let printedContact = [
    Field("id", .reference("contact")), Field("href", .reference("contact")), Field("name", .label(300)),
    Field("group", .label(300)), Field("role", .label(300)), Field("email", .email), Field("phone", .phone),
    Field("phonePrinted", .phone),
  ]

  /// A link of the release that is not in its text; without `url` its target is unknown.
  private static let link = [
    Field("text", .text(1_000), required: true), Field("url", .url),
    Field("state", .choice(["ok", "placeholder", "unchecked", "dead"])),
  ]

  @Sendable private static func normalizedRelease(_ input: JSONObject, _: Council) -> JSONObject {
    var release = input
    if release["kind"] == nil { release["kind"] = "pressRelease" }
    if release["originalLanguage"] == nil, let first = release.texts("title").first {
      release["originalLanguage"] = .string(first.language.rawValue)
    }
    if let contacts = release["contacts"]?.array {
      release["contacts"] = .array(contacts.compactMap(\.object).map { .object(normalizedPrint($0)) })
    }
    if let links = release["links"]?.array?.compactMap(\.object) {
      // Links in the text are found there again, and their state is computed.
      let carried = Rendering.textLinks(of: release)
      let kept = links.map { JSONObject([("text", $0["text"]), ("url", $0["url"])]) }.filter { !carried.contains($0) }
      release["links"] = kept.isEmpty ? nil : .array(kept.map(JSON.object))
    }
    return release
  }

  private static func normalizedPrint(_ input: JSONObject) -> JSONObject {
    var contact = input.withPhoneInE164()
    if let href = contact["href"] {
      contact["id"] = href
      contact["href"] = nil
    }
    return contact
  }
}

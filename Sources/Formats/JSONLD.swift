// A release as linked data: a schema.org NewsArticle in one language.

import Content
import Values

extension ItemRepresentation {
  static var jsonld: ItemRepresentation {
    Representation(
      suffix: "jsonld", mediaType: "application/ld+json", languagePolicy: .one,
      rendering: .made { $0.newsArticle.bytes })
  }
}

extension ItemView {
  package var newsArticle: JSON {
    let publisher = council.organization(address: address, in: language)
    let texts = ["lead", "body"].compactMap { text($0).map(PlainText.of) }
    return .object(
      JSONObject([
        ("@context", "https://schema.org"), ("@type", "NewsArticle"), ("@id", .string(permalink)),
        ("url", .string(permalink)), ("mainEntityOfPage", .string(permalink)), ("identifier", document["id"]),
        ("headline", .string(name)),
        ("description", text("lead").map { .string(PlainText.line($0)) }),
        ("articleBody", texts.isEmpty ? nil : .string(texts.joined(separator: "\n\n"))),
        ("inLanguage", .string(language.rawValue)),
        ("dateline", text("dateline").map(JSON.string)),
        ("dateCreated", document["releaseDate"]),
        ("datePublished", document["publishedAt"]), ("dateModified", document["updatedAt"]),
        ("version", document["version"]),
        ("publisher", publisher), ("author", publisher),
        ("keywords", list(strings("themes").map { .string(council.themes.label($0, in: language)) })),
        ("about", list(objects("sites").map { thing("Place", $0, naming: "name") })),
        ("citation", list(objects("advices").map { thing("Report", $0, naming: "title") })),
        (
          "correction",
          list(
            corrections.map { correction in
              [
                "@type": "CorrectionComment", "text": .string(correction.note), "datePublished": .string(correction.at),
              ]
            })
        ),
        (
          "workTranslation",
          list(
            languages.filter { $0 != language }.map { other in
              [
                "@type": "NewsArticle", "@id": .string("\(href)?lang=\(other)"), "inLanguage": .string(other.rawValue),
              ]
            })
        ),
        (
          "encoding",
          .array(
            resource.itemRepresentations.filter { $0.suffix != "jsonld" }.map { representation in
              [
                "@type": "MediaObject", "encodingFormat": .string(representation.mediaType),
                "contentUrl": .string(link(representation)),
              ]
            })
        ),
      ]))
  }

  /// The schema.org object of an item of another resource; nil for persons.
  package var thing: JSON? {
    switch resource.kind {
    case "advice":
      return .object(
        JSONObject(
          known("Report") + [
            ("headline", .string(name)), ("reportNumber", document["reference"]),
            ("dateCreated", document["adoptedOn"]), ("datePublished", document["publishedAt"]),
            ("publisher", council.organization(address: address, in: language)),
            ("about", list(objects("sites").map { thing("Place", $0, naming: "name") })),
            (
              "encoding",
              list(
                objects("documents").map {
                  ["@type": "MediaObject", "contentUrl": $0["url"], "inLanguage": $0["language"]]
                })
            ),
          ]))
    case "site":
      let place = document["coordinates"]?.object
      return .object(
        JSONObject(
          known("Place") + [
            ("alternateName", document["aliases"]),
            ("address", document.text("address", in: language).map(JSON.string)),
            (
              "geo",
              place.map {
                ["@type": "GeoCoordinates", "latitude": $0["latitude"], "longitude": $0["longitude"]]
              }
            ),
          ]))
    default: return nil
    }
  }

  private func known(_ type: String) -> [(String, JSON?)] {
    [
      ("@context", "https://schema.org"), ("@type", .string(type)), ("@id", .string(permalink)),
      ("url", .string(permalink)), ("name", .string(name)), ("description", summaryLine.map(JSON.string)),
    ]
  }

  private func thing(_ type: String, _ item: JSONObject, naming: String) -> JSON {
    [
      "@type": .string(type), "@id": item["href"], "url": item["href"],
      "name": item.text(naming, in: language).map(JSON.string),
    ]
  }

  private func list(_ values: [JSON]) -> JSON? { values.isEmpty ? nil : .array(values) }
}

// A release as IPTC ninjs 3.1, the news industry's JSON: one object per language.

import Content
import Values

extension ItemRepresentation {
  /// ninjs has no registered media type; clients request the suffix or this type.
  static var ninjs: ItemRepresentation {
    Representation(
      suffix: "ninjs", mediaType: "application/vnd.iptc.ninjs+json", languagePolicy: .one,
      rendering: .made { JSON.object($0.ninjs).bytes })
  }
}

extension ItemView {
  fileprivate var ninjs: JSONObject {
    let publisher: JSON = ["name": .string(council.name[language]), "uri": .string(address + "/")]
    return JSONObject([
      ("uri", .string(permalink)),
      (
        "standard",
        [
          "name": "ninjs", "version": "3.1", "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#",
        ]
      ),
      ("type", "text"), ("representationType", "full"),
      ("version", document["version"].map { .string($0.text) }),
      ("firstCreated", document["publishedAt"]), ("versionCreated", document["updatedAt"]),
      ("contentCreated", document["releaseDate"]?.string.flatMap(Day.init).map { .string($0.noon) }),
      ("pubStatus", "usable"), ("embargoed", document["embargoUntil"]),
      ("edNote", editorialNote.map(JSON.string)),
      ("language", .string(language.rawValue)),
      ("title", .string(name)),
      ("headlines", [["role": "main", "contentType": "text/plain", "value": .string(name)]]),
      ("descriptions", text("lead").map { [["role": "lead", "value": .string(PlainText.of($0))]] }),
      ("bodies", .array(bodies)),
      ("located", text("dateline").map(JSON.string)),
      ("genres", document["kind"]?.string.map { [["literal": .string($0)]] }),
      (
        "subjects",
        list(
          strings("themes").map { theme in
            ["name": .string(council.themes.label(theme, in: language)), "literal": .string(theme)]
          })
      ),
      (
        "places",
        list(
          objects("sites").map { site in
            ["name": site.text("name", in: language).map(JSON.string), "rel": "about", "uri": site["href"]]
          })
      ),
      ("people", list(objects("contacts").map(person))),
      ("organisations", [publisher]),
      ("infoSources", [["name": .string(council.name[language]), "role": "publisher", "uri": .string(address + "/")]]),
      ("altIds", [["role": "id", "value": document["id"]]]),
    ])
  }

  /// The text as HTML and as plain text, with their lengths.
  private var bodies: [JSON] {
    let html = document["html"]?.object?[language.rawValue]?.string
    let texts = ["lead", "body", "boilerplate"].compactMap { text($0).map(PlainText.of) }
    let plain = texts.joined(separator: "\n\n")
    var bodies: [JSON] = []
    if let html { bodies.append(["role": "main", "contentType": "text/html", "value": .string(html)]) }
    if !plain.isEmpty {
      bodies.append([
        "role": "plain", "contentType": "text/plain", "charCount": .integer(plain.count),
        "wordCount": .integer(plain.split(whereSeparator: \.isWhitespace).count), "value": .string(plain),
      ])
    }
    return bodies
  }

  /// Corrections and notes to editors, for the editors who use the text.
  private var editorialNote: String? {
    let notes = corrections.map { "\(LocalizedText.correction.text(in: language)) (\($0.day)) – \($0.note)" }
    let all = notes + [text("notesToEditors").map(PlainText.of)].compactMap(\.self)
    return all.isEmpty ? nil : all.joined(separator: "\n\n")
  }

  private func person(_ contact: JSONObject) -> JSON {
    let ways: [JSON] = [("phone", contact["phone"] ?? contact["phonePrinted"]), ("email", contact["email"])].compactMap
    {
      type, value in value.map { ["type": .string(type), "value": $0] }
    }
    return [
      "name": contact.text("name", in: language).map(JSON.string), "rel": "contact", "uri": contact["href"],
      "contactInfo": list(ways),
    ]
  }

  private func list(_ values: [JSON]) -> JSON? { values.isEmpty ? nil : .array(values) }
}

extension Day {
  /// Noon of the day in UTC, which falls on the same day in Brussels.
  fileprivate var noon: String { "\(text)T12:00:00Z" }
}

// The result of a write, and the members that a client may send along with a document.

import Bytes
import Catalog
import Content
import GRDB
import Manuscript
import Values

/// An item after a write.
package struct Outcome {
  package let id: String
  package let json: [UInt8]
  /// The entity tag of the revision, which If-Match names.
  package let revisionTag: String
  package var findings: [Finding]?
  /// The text of the manuscript, to whose lines the findings refer; nil without a manuscript.
  package var manuscript: String?
  package var isNew = false

  /// The entity tag of the document.
  package var etag: String { EntityTags.tag(of: json, revision: revisionTag) }
}

extension ItemStore {
  package func outcome(_ db: Database, _ resource: Resource, id: String) throws -> Outcome {
    guard case .item(let json, let etag, _) = try find(db, resource, id: id, language: nil) else {
      throw DeskError.notFound
    }
    return Outcome(id: id, json: json, revisionTag: etag)
  }
}

extension InputCheck {
  /// The optional reason for a write, sent along with the fields.
  package static let revisionNote = Field("revisionNote", .text(500))

  /// The optional question to a colleague who is asked to check the text, sent along with the fields.
  package static let reviewNote = Field("reviewNote", .text(500))

  /// The optional public note of the correction that a revision is for, sent along with the fields.
  package static let correction = Field("correction", .notice(5_000))

  /// Removes the note of a correction from the client's object.
  /// - Returns: the note by language; nil when there is none.
  package mutating func takeCorrection(from input: inout JSONObject) throws -> JSONObject? {
    let name = Self.correction.name
    defer { input[name] = nil }
    return try object(JSONObject([(name, input[name])]), fields: [Self.correction])[name]?.object
  }

  /// Removes a text that is sent along, such as the reason for a write, from the client's object.
  /// - Returns: the text; nil when there is none.
  package mutating func take(_ field: Field, from input: inout JSONObject) throws -> String? {
    let name = field.name
    defer { input[name] = nil }
    return try object(JSONObject([(name, input[name])]), fields: [field])[name]?.string
  }

  /// The client's object without computed members. A computed member with a value other than `shown` is refused.
  package mutating func withoutComputed(_ input: JSONObject, _ resource: Resource, shown: JSONObject?) -> JSONObject {
    var rest = input
    for name in ["id"] + resource.computedFields {
      guard let value = rest[name], name != "id" || shown != nil else { continue }
      if value != shown?[name] { refuse(name, .computedField(name), value: value, kind: .computedField) }
      rest[name] = nil
    }
    return rest
  }
}

extension Resource {
  /// The members that the server computes.
  var computedFields: [String] {
    let own = Set(fields.map(\.name))
    let all = [
      "self", "href", "status", "publishedAt", "updatedAt", "version", "languages", "html", "corrections",
      "unplannedChanges", "unpublishedChanges", "withdrawnAt", "reason", "successor", "plannedFor", "languageStates",
      "review", "findings",
    ]
    return all.filter { !own.contains($0) } + mentions.map(\.member)
  }
}

// An item: the revision that is shown, and its publications.

import Values

/// The status of an item: a closed list.
package enum Status: String, CaseIterable, Sendable {
  case draft, scheduled, embargoed, published, withdrawn
}

/// A publication or withdrawal that is planned, due or done.
package struct Publication: Sendable {
  package enum Change: String, CaseIterable, Sendable { case published, corrected, withdrawn }
  package enum State: String, Sendable {
    case planned, due, done
    case cancelled = "takenBack"
  }

  package let item: Int64
  package let number: Int
  package let change: Change
  package let revision: Int
  package let note: JSONObject?
  package let isEmbargoed: Bool
  package let at: Instant
  package let state: State
  package let changeNumber: Int64?
  /// The published languages; nil for all.
  package let languages: LanguageSet?
  /// Whether it is a correction without a public note.
  package let isMinor: Bool
  /// The id of the public item that replaces a withdrawn one.
  package let successor: String?

  package init(
    item: Int64, number: Int, change: Change, revision: Int, note: JSONObject?, isEmbargoed: Bool, at: Instant,
    state: State, changeNumber: Int64?, languages: LanguageSet?, isMinor: Bool, successor: String?
  ) {
    self.item = item
    self.number = number
    self.change = change
    self.revision = revision
    self.note = note
    self.isEmbargoed = isEmbargoed
    self.at = at
    self.state = state
    self.changeNumber = changeNumber
    self.languages = languages
    self.isMinor = isMinor
    self.successor = successor
  }

  /// What is public of a withdrawn item: the reason and the time of the withdrawal, and the path of the successor.
  package func notice(in resource: Resource) -> JSONObject {
    JSONObject([
      ("reason", note.map(JSON.object)), ("withdrawnAt", .string(at.text)),
      ("successor", successor.map { .string("/\(resource.path)/\($0)") }),
    ])
  }
}

package struct Item: Sendable {
  package let number: Int64
  package let kind: String
  package let id: String
  /// Whether the id stays as it is. Otherwise it follows the date and the name until the first publication.
  package let keepsID: Bool
  package let createdAt: Instant
  /// The revision shown, and the time it was written.
  package let revision: Int
  package let document: JSONObject
  package let revisedAt: Instant
  /// In order, without cancelled ones.
  package let publications: [Publication]

  package init(
    number: Int64, kind: String, id: String, keepsID: Bool, createdAt: Instant, revision: Int, document: JSONObject,
    revisedAt: Instant, publications: [Publication]
  ) {
    self.number = number
    self.kind = kind
    self.id = id
    self.keepsID = keepsID
    self.createdAt = createdAt
    self.revision = revision
    self.document = document
    self.revisedAt = revisedAt
    self.publications = publications
  }

  /// The item with its texts limited to these languages; nil means all.
  package func speaking(_ languages: LanguageSet?, publications: [Publication]? = nil) -> Item {
    Item(
      number: number, kind: kind, id: id, keepsID: keepsID, createdAt: createdAt, revision: revision,
      document: languages.map(document.speaking) ?? document, revisedAt: revisedAt,
      publications: publications ?? self.publications)
  }

  /// Whether the item is published and its newest revision differs from what is public.
  package var hasUnpublishedChanges: Bool {
    guard status == .published, let last = done.last(where: { $0.change != .withdrawn }) else { return false }
    return last.revision != revision || last.languages.map { document.speaking($0) != document } ?? false
  }

  /// Whether the plan publishes an older revision than this one.
  package var hasUnplannedChanges: Bool { planned.map { $0.revision < revision } ?? false }

  package var done: [Publication] { publications.filter { $0.state == .done || $0.state == .due } }
  package var planned: Publication? { publications.first { $0.state == .planned } }
  package var withdrawal: Publication? { done.last.flatMap { $0.change == .withdrawn ? $0 : nil } }
  /// The number of publications, without withdrawals.
  package var version: Int { done.count { $0.change != .withdrawn } }
  package var publishedRevision: Int? { done.last { $0.change != .withdrawn }?.revision }

  package var status: Status {
    if withdrawal != nil { return .withdrawn }
    if version > 0 { return .published }
    return planned.map { $0.isEmbargoed ? .embargoed : .scheduled } ?? .draft
  }
}

extension JSONObject {
  /// The object with its texts limited to these languages.
  package func speaking(_ languages: LanguageSet) -> JSONObject {
    JSONObject(members.map { ($0.name, $0.value.speaking(languages)) })
  }
}

extension JSON {
  fileprivate func speaking(_ languages: LanguageSet) -> JSON? {
    switch self {
    case .array(let values): return .array(values.compactMap { $0.speaking(languages) })
    case .object(let object) where self.languages == nil: return .object(object.speaking(languages))
    case .object(let texts):
      let spoken = texts.members.filter { Language(rawValue: $0.name).map { languages.contains(.one($0)) } ?? false }
      return spoken.isEmpty ? nil : .object(JSONObject(spoken.map { ($0.name, $0.value) }))
    default: return self
    }
  }
}

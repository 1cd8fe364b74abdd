// An item as it stands: the revision that is shown, and what of it is public or planned.

/// The closed list of what an item can be.
enum Status: String, CaseIterable, Sendable {
  case draft, scheduled, embargoed, published, withdrawn
}

/// A publication or withdrawal, planned, due or done.
struct Publication: Sendable {
  enum Change: String, CaseIterable, Sendable { case published, corrected, withdrawn }
  enum State: String, Sendable { case planned, due, done, takenBack }

  let item: Int64
  let number: Int
  let change: Change
  let revision: Int
  let note: JSONObject?
  let isEmbargoed: Bool
  let at: Instant
  let state: State
  let changeNumber: Int64?
  /// Those that go out; nil for all.
  let languages: LanguageSet?
}

struct Item: Sendable {
  let number: Int64
  let kind: String
  let id: String
  let createdAt: Instant
  /// The revision shown, and when it was written.
  let revision: Int
  let document: JSONObject
  let revisedAt: Instant
  /// In their order, without those taken back.
  let publications: [Publication]

  /// The item without its texts in other languages; nil stands for all.
  func speaking(_ languages: LanguageSet?, publications: [Publication]? = nil) -> Item {
    Item(
      number: number, kind: kind, id: id, createdAt: createdAt, revision: revision,
      document: languages.map(document.speaking) ?? document, revisedAt: revisedAt,
      publications: publications ?? self.publications)
  }

  /// Whether the newest revision has what is not public, while another is.
  var hasUnpublishedChanges: Bool {
    guard status == .published, let last = done.last(where: { $0.change != .withdrawn }) else { return false }
    return last.revision != revision || last.languages.map { document.speaking($0) != document } ?? false
  }

  var done: [Publication] { publications.filter { $0.state == .done || $0.state == .due } }
  var planned: Publication? { publications.first { $0.state == .planned } }
  var withdrawal: Publication? { done.last.flatMap { $0.change == .withdrawn ? $0 : nil } }
  /// How often it was published.
  var version: Int { done.count { $0.change != .withdrawn } }
  var publishedRevision: Int? { done.last { $0.change != .withdrawn }?.revision }

  var status: Status {
    if withdrawal != nil { return .withdrawn }
    if version > 0 { return .published }
    return planned.map { $0.isEmbargoed ? .embargoed : .scheduled } ?? .draft
  }
}

extension JSONObject {
  /// The same without what is said in other languages.
  func speaking(_ languages: LanguageSet) -> JSONObject {
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

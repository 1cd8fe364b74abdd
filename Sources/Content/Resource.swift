// A kind of item as a value: everything that differs between releases, advices, sites and contacts.

import Manuscript
import Values

/// One resource of the API. The common behavior (revisions, publication, lists, filters, relations) reads this value.
package struct Resource: Sendable {
  /// `release`: the name in the database and in `/changes`.
  package let kind: String
  /// `releases`: the first segment of its paths.
  package let path: String
  /// The fields that a client may write, in the order of answers.
  package let fields: [Field]
  /// The field that names an item. Its slug becomes the id, and references to the item show it.
  package let naming: String
  /// The fields of an item in a collection, in addition to `id`, `status` and the times.
  package let summary: [String]
  package let order: Order
  package let filters: [Filter]
  /// The fields that `q` searches in addition to the name, from the highest to the lowest weight.
  package var texts: [[String]] = []
  package var mentions: [Mention] = []
  /// Further fields in a collection, depending on the item.
  package var summaryOf: @Sendable (JSONObject) -> [String] = { _ in [] }
  /// The date field that gets the day of publication when it is empty.
  package var publicationDay: String?
  /// Whether a client may send an item as the text of a press release.
  package var takesManuscripts = false
  /// Converts a checked document to its stored form: defaults, numbers in E.164 …
  package var normalize: @Sendable (JSONObject, Council) -> JSONObject = { document, _ in document }
  /// Members computed from the document: rendered HTML, links …
  package var derive: @Sendable (JSONObject) -> JSONObject = { _ in JSONObject() }
  /// The findings that an editor should see before publication.
  package var check: @Sendable (JSONObject) -> [Finding] = { _ in [] }

  package enum Order: Sendable {
    /// Newest first by a date field; items without the date come last.
    case date(String)
    /// By folded name.
    case name
  }

  /// A filter of the collection, in addition to the filters of all resources.
  package enum Filter: Sendable {
    /// Values of a field with a closed list.
    case choice(String, field: String, [String])
    /// Themes of a field. Their list is a setting.
    case theme(String, field: String)
    /// A text compared without case and accents. Slashes separate alternatives: `Vorst/Forest`.
    case text(String, field: String)
    /// Items that refer to an item of another kind.
    case relation(String, field: String, kind: String)
    /// Items whose `coordinates` are within a box.
    case box(String)
  }

  /// Another kind of items that refer to this one: the member that lists them, and their filter by this kind.
  package struct Mention: Sendable {
    package let member: String
    package let kind: String
    package let filter: String
  }

  /// The date field of the order, if any.
  package var dateField: String? {
    if case .date(let field) = order { field } else { nil }
  }

  package var searched: [[String]] { [[naming]] + texts }

  /// Whether its items have coordinates.
  package var isMapped: Bool { filters.contains { if case .box = $0 { true } else { false } } }

  /// A field that refers to items of another kind. A printed reference keeps a copy of the item's fields.
  package struct Relation: Sendable {
    package let field: String
    package let kind: String
    package let isPrinted: Bool
  }

  package var relations: [Relation] { Self.relations[kind] ?? referring }

  /// Computed once, because every answer with an item needs them.
  private static let relations = Dictionary(uniqueKeysWithValues: all.map { ($0.kind, $0.referring) })

  private var referring: [Relation] {
    fields.compactMap { field in
      guard case .list(let element, _) = field.shape else { return nil }
      switch element {
      case .reference(let kind): return Relation(field: field.name, kind: kind, isPrinted: false)
      case .object(let fields):
        for case .reference(let kind) in fields.map(\.shape) {
          return Relation(field: field.name, kind: kind, isPrinted: true)
        }
        return nil
      default: return nil
      }
    }
  }

  /// Whether items of this kind are printed on items of other kinds.
  package var isPrinted: Bool {
    Self.all.contains { $0.relations.contains { $0.isPrinted && $0.kind == kind } }
  }

  /// Whether `languages` is computed from the name. A contact has a `languages` field of its own.
  package var computesLanguages: Bool { !fields.contains { $0.name == "languages" } }

  /// All resources. A new resource needs a folder with its value, and a place in this list.
  package static let all: [Resource] = [.releases, .advices, .sites, .contacts]

  package static func of(kind: String) -> Resource? { all.first { $0.kind == kind } }
}

// A kind of item the newsroom keeps, as a value: everything that is said of releases and not of items in general.

import Manuscript
import Values

/// One resource of the API. What all resources do alike (revisions, publication, lists, filters, relations) reads this.
package struct Resource: Sendable {
  /// `release`: the name in the database and in `/changes`.
  package let kind: String
  /// `releases`: the first segment of its paths.
  package let path: String
  /// What a client may write, in the order in which it is answered.
  package let fields: [Field]
  /// The field by which people call an item: its slug becomes the id, and it stands where others refer to the item.
  package let naming: String
  /// The fields of an item in a collection, beside `id`, `status` and the times.
  package let summary: [String]
  package let order: Order
  package let filters: [Filter]
  /// What `q` searches beside the name: fields, from those that count most to those that count least.
  package var texts: [[String]] = []
  /// Items of other kinds that refer to this one, and the member that lists them.
  package var mentions: [(member: String, kind: String)] = []
  /// Fields of a collection's item that only some items show.
  package var summaryOf: @Sendable (JSONObject) -> [String] = { _ in [] }
  /// The date field that takes the day of publication when nobody has filled it in.
  package var publicationDay: String?
  /// Whether an item may be sent as the text of a press release.
  package var takesManuscripts = false
  /// Brings a checked document into the form that is stored: defaults, numbers in E.164 …
  package var normalize: @Sendable (JSONObject) -> JSONObject = { $0 }
  /// Members computed from the document: rendered HTML, links …
  package var derive: @Sendable (JSONObject) -> JSONObject = { _ in JSONObject() }
  /// What should be known before publication.
  package var check: @Sendable (JSONObject) -> [Finding] = { _ in [] }

  package enum Order: Sendable {
    /// Newest first by a date field; items without the date come last.
    case date(String)
    /// By folded name.
    case name
  }

  /// A filter of the collection beyond those that all resources have.
  package enum Filter: Sendable {
    /// Values of a field out of a closed list.
    case choice(String, field: String, [String])
    /// A text compared without case and accents. Alternatives within it are separated by slashes: `Vorst/Forest`.
    case text(String, field: String)
    /// Items that refer to an item of that kind.
    case relation(String, field: String, kind: String)
    /// Items whose `coordinates` lie within a box.
    case box(String)
  }

  /// The date by which it is ordered.
  package var dateField: String? {
    if case .date(let field) = order { field } else { nil }
  }

  package var searched: [[String]] { [[naming]] + texts }

  /// Whether its items have a place on the map.
  package var isMapped: Bool { filters.contains { if case .box = $0 { true } else { false } } }

  /// A field that refers to items of a kind. A printed one keeps what it said of them.
  package struct Relation: Sendable {
    package let field: String
    package let kind: String
    package let isPrinted: Bool
  }

  package var relations: [Relation] { Self.relations[kind] ?? referring }

  /// Found once, since every answer of an item asks for them.
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

  /// Whether items of this kind are printed on others.
  package var isPrinted: Bool {
    Self.all.contains { $0.relations.contains { $0.isPrinted && $0.kind == kind } }
  }

  /// Whether it computes `languages` from its name (a contact writes its own).
  package var computesLanguages: Bool { !fields.contains { $0.name == "languages" } }

  /// All resources. A new one is a folder with its value, and its line here.
  package static let all: [Resource] = [.releases, .advices, .sites, .contacts]

  package static func of(kind: String) -> Resource? { all.first { $0.kind == kind } }
}

/// The themes of the council's work.
package enum Theme: String, CaseIterable {
  case economy, employment, taxation, environment, mobility, housing, poverty, diversity, spatialPlanning, socialAffairs
  case health, equalOpportunities

  package static let names = allCases.map(\.rawValue)
}

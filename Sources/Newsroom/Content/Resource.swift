// A kind of item the newsroom keeps, as a value: everything that is said of releases and not of items in general.

import Manuscript

/// One resource of the API. What all resources do alike (revisions, publication, lists, filters, relations) reads this.
package struct Resource: Sendable {
  /// `release`: the name in the database and in `/changes`.
  let kind: String
  /// `releases`: the first segment of its paths.
  let path: String
  /// What a client may write, in the order in which it is answered.
  let fields: [Field]
  /// The field by which people call an item: its slug becomes the id, and it stands where others refer to the item.
  let naming: String
  /// The fields of an item in a collection, beside `id`, `status` and the times.
  let summary: [String]
  let order: Order
  let filters: [Filter]
  /// What `q` searches beside the name: fields, from those that count most to those that count least.
  var texts: [[String]] = []
  /// Items of other kinds that refer to this one, and the member that lists them.
  var mentions: [(member: String, kind: String)] = []
  /// Fields of a collection's item that only some items show.
  var summaryOf: @Sendable (JSONObject) -> [String] = { _ in [] }
  /// The date field that takes the day of publication when nobody has filled it in.
  var publicationDay: String?
  /// Whether an item may be sent as the text of a press release.
  var takesManuscripts = false
  /// Brings a checked document into the form that is stored: defaults, numbers in E.164 …
  var normalize: @Sendable (JSONObject) -> JSONObject = { $0 }
  /// Members computed from the document: rendered HTML, links …
  var derive: @Sendable (JSONObject) -> JSONObject = { _ in JSONObject() }
  /// What should be known before publication.
  var check: @Sendable (JSONObject) -> [Finding] = { _ in [] }

  enum Order: Sendable {
    /// Newest first by a date field; items without the date come last.
    case date(String)
    /// By folded name.
    case name
  }

  /// A filter of the collection beyond those that all resources have.
  enum Filter: Sendable {
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
  var dateField: String? {
    if case .date(let field) = order { field } else { nil }
  }

  var searched: [[String]] { [[naming]] + texts }

  /// Whether its items have a place on the map.
  var isMapped: Bool { filters.contains { if case .box = $0 { true } else { false } } }

  /// A field that refers to items of a kind. A printed one keeps what it said of them.
  struct Relation: Sendable {
    let field: String
    let kind: String
    let isPrinted: Bool
  }

  var relations: [Relation] { Self.relations[kind] ?? referring }

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
  var isPrinted: Bool {
    Self.all.contains { $0.relations.contains { $0.isPrinted && $0.kind == kind } }
  }

  /// Whether it computes `languages` from its name (a contact writes its own).
  var computesLanguages: Bool { !fields.contains { $0.name == "languages" } }

  /// All resources. A new one is a folder with its value, and its line here.
  package static let all: [Resource] = [.releases, .advices, .sites, .contacts]

  static func of(kind: String) -> Resource? { all.first { $0.kind == kind } }
}

/// The themes of the council's work.
enum Theme: String, CaseIterable {
  case economy, employment, taxation, environment, mobility, housing, poverty, diversity, spatialPlanning, socialAffairs
  case health, equalOpportunities

  static let names = allCases.map(\.rawValue)
}

// The filter of a subscription: which events a receiver gets.

import Content
import Values

/// The facts of an event that filters check. A withdrawn item has no themes, sites or languages; nil passes every
/// filter, so that all receivers that may have the item get its withdrawal.
struct EventFacts: Sendable {
  let type: String
  /// The resource's kind and the item's own kind: `release` and `pressRelease`.
  let kinds: [String]
  var themes: [String]?
  var sites: [String]?
  /// Empty when the item is the same in every language.
  var languages: LanguageSet?
  /// Whether it is a minor edit, which a receiver gets only if it asked for them.
  var isMinor = false
}

/// The values of a name are alternatives; every given name must match.
package struct SubscriptionFilter: Sendable {
  private let object: JSONObject

  package static let fields = [
    Field("events", .list(.choice(Event.types), Event.types.count)), Field("kinds", .list(.choice(kinds), kinds.count)),
    Field("themes", .list(.theme, Themes.limit)), Field("sites", .list(.reference("site"), 100)),
    Field("languages", .list(.language, Language.allCases.count)), Field("minor", .flag),
  ]

  /// The kinds of all resources, and the kinds of their items.
  package static let kinds = Resource.all.flatMap { [$0.kind] + $0.ownKinds }

  /// Reads the filter from a checked document and ignores its other members.
  package init(_ document: JSONObject) { object = JSONObject(Self.fields.map { ($0.name, document[$0.name]) }) }

  package var json: JSONObject { object }

  func takes(_ facts: EventFacts) -> Bool {
    func has(_ name: String, _ values: [String]?) -> Bool {
      guard let values, let wanted = object[name]?.array else { return true }
      return wanted.contains { value in values.contains { $0 == value.string } }
    }
    if facts.isMinor, object["minor"] != .bool(true) { return false }
    return has("events", [facts.type]) && has("kinds", facts.kinds) && has("themes", facts.themes)
      && has("sites", facts.sites)
      && (facts.languages?.isEmpty == true || has("languages", facts.languages?.languages.map(\.rawValue)))
  }
}

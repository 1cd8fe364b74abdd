// Which events a receiver wants to hear of.

import Content
import Values

/// What an event is chosen by. What is withdrawn has no themes, sites or languages any more, so it is for whoever may
/// have been told of it: nil passes every filter.
struct EventFacts: Sendable {
  let type: String
  /// The resource's kind, and the item's own: `release` and `pressRelease`.
  let kinds: [String]
  var themes: [String]?
  var sites: [String]?
  /// Empty for what is the same in all.
  var languages: LanguageSet?
}

/// Values of each name are alternatives, and all names that are given must hold.
package struct SubscriptionFilter: Sendable {
  private let object: JSONObject

  package static let fields = [
    Field("events", .list(.choice(Event.types), Event.types.count)), Field("kinds", .list(.choice(kinds), kinds.count)),
    Field("themes", .list(.choice(Theme.names), Theme.names.count)), Field("sites", .list(.reference("site"), 100)),
    Field("languages", .list(.language, Language.allCases.count)),
  ]

  /// The kinds of all resources, and the kinds that their items are of.
  package static let kinds = Resource.all.flatMap { [$0.kind] + $0.ownKinds }

  /// Of a checked document, whose other members do not count.
  package init(_ document: JSONObject) { object = JSONObject(Self.fields.map { ($0.name, document[$0.name]) }) }

  package var json: JSONObject { object }

  func takes(_ facts: EventFacts) -> Bool {
    func has(_ name: String, _ values: [String]?) -> Bool {
      guard let values, let wanted = object[name]?.array else { return true }
      return wanted.contains { value in values.contains { $0 == value.string } }
    }
    return has("events", [facts.type]) && has("kinds", facts.kinds) && has("themes", facts.themes)
      && has("sites", facts.sites)
      && (facts.languages?.isEmpty == true || has("languages", facts.languages?.languages.map(\.rawValue)))
  }
}

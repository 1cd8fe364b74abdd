// The receivers of an event: webhooks by their filters, and people by language and theme.

import Catalog
import Content
import Desk
import GRDB
import Storage
import Values

/// The number of receivers that a publication would have.
package struct Receivers: Sendable {
  package let people: Int
  package let webhooks: Int

  /// Counts the receivers of a publication that is not made yet.
  /// - Parameter item: the item with the revision and the languages that would be published.
  package init(_ db: Database, of item: Item, _ resource: Resource, _ change: Publication.Change, isMinor: Bool) throws
  {
    let sites = try (item.document["sites"]?.array ?? []).compactMap(\.string).filter { id in
      try Item.find(db, kind: Resource.sites.kind, id: id)?.status == .published
    }
    let facts = EventFacts(
      type: Event.type(resource, change), kinds: [resource.kind, item.document["kind"]?.string].compactMap(\.self),
      themes: (item.document["themes"]?.array ?? []).compactMap(\.string),
      sites: sites + (resource.kind == Resource.sites.kind ? [item.id] : []), languages: item.languages(of: resource),
      isMinor: isMinor)
    people = try Self.people(db, facts, item: item.number).count
    webhooks = try Self.webhooks(db, facts).count
  }

  /// The numbers of the subscriptions that take an event.
  /// - Parameter event: the number of the event; those made later do not get it.
  static func webhooks(_ db: Database, _ facts: EventFacts, event: Int64 = .max) throws -> [Int64] {
    try Row.fetchAll(
      db, sql: "SELECT number, filter FROM subscriptions WHERE state <> 'ended' AND afterEvent < ? ORDER BY number",
      arguments: [event]
    ).compactMap { row in
      let text: String = row["filter"]
      let filter = SubscriptionFilter(JSON.stored(text) ?? JSONObject())
      return filter.takes(facts) ? row["number"] : nil
    }
  }

  /// The numbers of the subscribers who get an event by mail: those of the release's languages, by their themes. Who
  /// got a release also gets its correction or withdrawal. Nobody gets a minor edit.
  static func people(_ db: Database, _ facts: EventFacts, item: Int64, event: Int64 = .max) throws -> [Int64] {
    let isWithdrawal = facts.type == Event.type(.releases, .withdrawn)
    let languages = facts.languages?.languages.map(\.rawValue)
    guard !facts.isMinor, facts.type.hasPrefix("\(Resource.releases.kind)."), isWithdrawal || languages != nil
    else { return [] }
    let recipients = try Set(
      Int64.fetchAll(
        db, sql: "SELECT target FROM deliveries WHERE item = ? AND way = 'mail' AND state <> 'dropped'",
        arguments: [item]))
    return try Row.fetchAll(
      db, sql: "SELECT * FROM subscribers WHERE state = 'active' AND afterEvent < ? ORDER BY number",
      arguments: [event]
    ).map(Subscriber.init).filter { subscriber in
      let isWanted = subscriber.themes.isEmpty || subscriber.themes.contains { facts.themes?.contains($0) == true }
      guard languages?.contains(subscriber.language.rawValue) ?? true else { return false }
      return recipients.contains(subscriber.number) || isWanted && !isWithdrawal
    }.map(\.number)
  }
}

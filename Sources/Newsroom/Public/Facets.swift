// How many of the matches of a list have each value of a filter.

import GRDB
import HTTP

extension Shelf {
  /// Values that one facet lists at most, the most frequent first.
  private static let valueLimit = 100

  /// `{"theme": [{"value": "economy", "count": 12}, …], …}` in the order asked for.
  func facets(_ db: Database, _ listing: Listing, _ condition: Listing.Condition) throws -> JSONObject {
    let kind = listing.resource.kind
    let counts = try counts(db, listing, condition, listing.detail.facets.map { "\(kind).\($0)" })
    var facets = JSONObject()
    for name in listing.detail.facets {
      var values = counts["\(kind).\(name)", default: []].map { value, count in
        JSONObject([("value", .string(value)), ("count", .integer(count))])
      }
      let isRelation = listing.resource.filters.contains {
        if case .relation(name, _, _) = $0 { true } else { false }
      }
      if isRelation { values = try values.compactMap { try item($0, listing.language, db) } }
      facets[name] = .array(values.sorted(by: Self.isMoreFrequent).prefix(Self.valueLimit).map(JSON.object))
    }
    return facets
  }

  private func counts(
    _ db: Database, _ listing: Listing, _ condition: Listing.Condition, _ fields: [String]
  ) throws -> [String: [(value: String, count: Int)]] {
    let marks = Array(repeating: "?", count: fields.count).joined(separator: ",")
    let names = fields.map(\.databaseValue)
    // Of the whole collection they are kept.
    let (sql, arguments) =
      listing.countedTerm?.value == ""
      ? ("SELECT field, value, count FROM counts WHERE field IN (\(marks))", names)
      : (
        """
        SELECT f.field, f.value, count(*) FROM (SELECT t.number AS number FROM \(condition.matches)) m
        CROSS JOIN terms f INDEXED BY termsByNumber ON f.number = m.number AND f.field IN (\(marks))
        GROUP BY f.field, f.value
        """, condition.arguments + names
      )
    var counts: [String: [(String, Int)]] = [:]
    try db.rows(sql, arguments) { row in
      counts[row.text(0), default: []].append((row.text(1), Int(row.integer(2))))
      return true
    }
    return counts
  }

  /// What is referred to, by its id and as others refer to it; nil when it can't be read here.
  private func item(_ value: JSONObject, _ language: Language?, _ db: Database) throws -> JSONObject? {
    var told: JSONObject?
    try db.rows(
      "SELECT id, card FROM documents WHERE number = CAST(? AS INTEGER) AND card IS NOT NULL",
      [(value["value"]?.string ?? "").databaseValue]
    ) { row in
      guard let card = row.bytes(1) else { return false }
      var json = OutputBuffer(capacity: card.count + 256)
      Template.fill(card, address: address, language: language, into: &json)
      told = JSONObject([("value", .string(row.text(0))), ("count", value["count"])])
      for (name, value) in try Array(json.bytes).object().members { told?[name] = value }
      return false
    }
    return told
  }

  private static func isMoreFrequent(_ a: JSONObject, _ b: JSONObject) -> Bool {
    func count(_ value: JSONObject) -> Int {
      if case .number(let digits) = value["count"] { Int(digits) ?? 0 } else { 0 }
    }
    return (count(b), a["value"]?.string ?? "") < (count(a), b["value"]?.string ?? "")
  }
}

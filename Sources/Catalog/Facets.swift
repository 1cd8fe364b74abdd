// Facets: how many matches of a list have each value of a filter.

import Bytes
import Content
import Foundation
import GRDB
import Storage
import Values

extension ItemStore {
  /// The most values that one facet lists; the most frequent come first.
  private static let valueLimit = 100

  /// `{"theme": [{"value": "economy", "count": 12}, …], …}` in the requested order.
  /// - Parameter tally: the counts of the matches; nil when every item of the collection matches.
  func facets(_ db: Database, _ listQuery: ListQuery, _ tally: PackedFacets.Tally?) throws -> JSONObject {
    let kind = listQuery.resource.kind
    let counts = try counts(db, tally, listQuery.detail.facets.map { "\(kind).\($0)" })
    var facets = JSONObject()
    for name in listQuery.detail.facets {
      var values = counts["\(kind).\(name)", default: []].map { value, count in
        JSONObject([("value", .string(value)), ("count", .integer(count))])
      }
      let isRelation = listQuery.resource.filters.contains {
        if case .relation(name, _, _) = $0 { true } else { false }
      }
      if isRelation { values = try values.compactMap { try item($0, listQuery.language, db) } }
      facets[name] = .array(values.sorted(by: Self.isMoreFrequent).prefix(Self.valueLimit).map(JSON.object))
    }
    return facets
  }

  private func counts(
    _ db: Database, _ tally: PackedFacets.Tally?, _ fields: [String]
  ) throws -> [String: [(value: String, count: Int)]] {
    let marks = SQL.marks(fields.count)
    let names = fields.map(\.databaseValue)
    var counts: [String: [(String, Int)]] = [:]
    // The counts of the whole collection are stored.
    guard let tally else {
      try db.rows("SELECT field, value, count FROM counts WHERE field IN (\(marks))", names) { row in
        counts[row.text(0), default: []].append((row.text(1), Int(row.integer(2))))
        return true
      }
      return counts
    }
    try db.rows("SELECT number, field, value FROM facetValues WHERE field IN (\(marks))", names) { row in
      let count = tally[row.integer(0)]
      if count > 0 { counts[row.text(1), default: []].append((row.text(2), count)) }
      return true
    }
    return counts
  }

  /// A referenced item with its id, its count and its card; nil when this audience cannot read it.
  private func item(_ value: JSONObject, _ language: Language?, _ db: Database) throws -> JSONObject? {
    var found: JSONObject?
    try db.rows(
      "SELECT id, card FROM documents WHERE number = CAST(? AS INTEGER) AND card IS NOT NULL",
      [(value["value"]?.string ?? "").databaseValue]
    ) { row in
      guard let card = row.bytes(1) else { return false }
      var json = OutputBuffer(capacity: card.count + 256)
      StoredJSON.fill(card, address: address, language: language, into: &json)
      found = JSONObject([("value", .string(row.text(0))), ("count", value["count"])])
      for (name, value) in try Array(json.bytes).object().members { found?[name] = value }
      return false
    }
    return found
  }

  private static func isMoreFrequent(_ a: JSONObject, _ b: JSONObject) -> Bool {
    func count(_ value: JSONObject) -> Int {
      if case .number(let digits) = value["count"] { Int(digits) ?? 0 } else { 0 }
    }
    return (count(b), a["value"]?.string ?? "") < (count(a), b["value"]?.string ?? "")
  }
}

/// The facet values of an item, as each row of a list stores them: their numbers, 32 bits each, little-endian.
enum PackedFacets {
  static func pack(_ numbers: [UInt32]) -> Data {
    Data(numbers.flatMap { number in withUnsafeBytes(of: number.littleEndian, Array.init) })
  }

  /// How many items have each value.
  struct Tally {
    /// The most facet values. A damaged file may have larger numbers, for which there is no memory.
    static let limit = 1 << 20

    private var counts: [Int] = []

    mutating func count(_ packed: UnsafeRawBufferPointer) {
      for offset in stride(from: 0, to: packed.count - 3, by: 4) {
        let number = Int(UInt32(littleEndian: packed.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
        guard number < Self.limit else { continue }
        if number >= counts.count { counts += Array(repeating: 0, count: number + 1 - counts.count) }
        counts[number] += 1
      }
    }

    subscript(number: Int64) -> Int { (0..<Int64(counts.count)).contains(number) ? counts[Int(number)] : 0 }
  }
}

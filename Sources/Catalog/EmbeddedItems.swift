// The items that `embed` adds to an item or a page.

import Bytes
import Content
import GRDB
import Storage
import Values

/// The items that the given items refer to, or that refer to them, in some members; each once, by its address. When
/// they are as large as a page may be, further ones are left out.
struct EmbeddedItems {
  private let store: ItemStore
  private let members: [String]
  private let language: Language?
  private var items: [String: [UInt8]] = [:]
  /// The addresses around each item of the page.
  private var groups: [[String]] = []
  /// The size of the items in bytes.
  private(set) var size = 0

  init(_ store: ItemStore, _ detail: ResponseOptions, in language: Language?) {
    (self.store, self.language) = (store, language)
    members = detail.embedded
  }

  /// The member `embedded` after a comma; nothing when none was requested.
  /// - Parameter isReversed: whether the items of the page were added from the last to the first.
  func member(isReversed: Bool = false) -> [UInt8] {
    guard !members.isEmpty else { return [] }
    var json = OutputBuffer(capacity: size + 4_096)
    var written: Set<String> = []
    json.append(",\"embedded\":{")
    for address in (isReversed ? groups.reversed() : groups).joined() {
      guard let item = items[address], written.insert(address).inserted else { continue }
      if written.count > 1 { json.append(UInt8(ascii: ",")) }
      json.append(JSON.string(address).bytes)
      json.append(UInt8(ascii: ":"))
      json.append(item)
    }
    json.append("}")
    return json.array
  }

  /// Adds the items around one item.
  mutating func add(_ db: Database, _ resource: Resource, around number: Int64) throws {
    guard !members.isEmpty else { return }
    var group: [String] = []
    for member in members {
      for (number, kind, id) in try neighbors(db, resource, member, of: number) {
        guard let other = Resource.of(kind: kind) else { continue }
        let address = "\(String(decoding: store.address, as: UTF8.self))/\(other.path)/\(id)"
        group.append(address)
        guard size < Page.size, items[address] == nil, let item = try neighbor(db, other, number) else { continue }
        items[address] = item
        size += item.count
      }
    }
    groups.append(group)
  }

  private func neighbors(
    _ db: Database, _ resource: Resource, _ member: String, of number: Int64
  ) throws -> [(number: Int64, kind: String, id: String)] {
    var found: [(Int64, String, String)] = []
    let columns = "d.number, d.kind, d.id"
    var sql = """
      SELECT \(columns) FROM relations r JOIN documents d ON d.number = r.target
      WHERE r.source = ? AND r.field = ? AND d.card IS NOT NULL ORDER BY r.position
      """
    var arguments = [number.databaseValue, member.databaseValue]
    if let mention = resource.mentions.first(where: { $0.member == member }) {
      sql = ItemStore.mentions(columns)
      arguments = ItemStore.arguments(mention, of: number)
    }
    try db.rows(sql, arguments) { row in
      found.append((row.integer(0), row.text(1), row.text(2)))
      return true
    }
    return found
  }

  /// The whole item; a contact only as a collection shows it.
  private func neighbor(_ db: Database, _ resource: Resource, _ number: Int64) throws -> [UInt8]? {
    guard resource.isPrinted else {
      guard case .item(let json, _, _) = try store.find(db, resource, number: number, language: language) else {
        return nil
      }
      return json
    }
    var summary: [UInt8]?
    try db.rows("SELECT summary FROM documents WHERE number = ?", [number.databaseValue]) { row in
      summary = row.bytes(0).map { stored in
        var json = OutputBuffer(capacity: stored.count + 256)
        StoredJSON.fill(stored, address: store.address, language: language, into: &json)
        return json.array
      }
      return false
    }
    return summary
  }
}

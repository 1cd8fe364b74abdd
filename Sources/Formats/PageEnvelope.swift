// What stands around the items of every JSON collection.

import Values

/// The envelope of one page: `{"self", …, "items": […], "pageSize", "total", …, "next"?, "prev"?}`.
package struct PageEnvelope {
  /// The address of this page.
  package let address: String
  /// Members before the items.
  package var leading: [(name: String, value: JSON?)] = []
  package let pageSize: Int
  package let total: Int
  /// The addresses of the neighboring pages by their relations, `next` and `prev`.
  package var neighbors: [(relation: String, href: String)] = []

  package init(
    address: String, leading: [(name: String, value: JSON?)] = [], pageSize: Int, total: Int,
    neighbors: [(relation: String, href: String)] = []
  ) {
    self.address = address
    self.leading = leading
    self.pageSize = pageSize
    self.total = total
    self.neighbors = neighbors
  }

  /// What stands before the first item of the page at an address.
  package static func opening(_ address: String, leading: [(name: String, value: JSON?)] = []) -> [UInt8] {
    var opening = JSON.object(JSONObject([("self", .string(address))] + leading)).bytes
    opening.removeLast()
    return opening + Array(",\"items\":[".utf8)
  }

  /// What stands behind the last item.
  /// - Parameter members: further members of the page as JSON text, each behind a comma.
  package func closing(_ members: [UInt8] = []) -> [UInt8] {
    var closing = Array("],\"pageSize\":\(pageSize),\"total\":\(total)".utf8) + members
    for neighbor in neighbors {
      closing += ",\"\(neighbor.relation)\":".utf8
      closing += JSON.string(neighbor.href).bytes
    }
    closing.append(UInt8(ascii: "}"))
    return closing
  }

  /// The whole page of these items.
  /// - Parameter trailing: members behind the total.
  package func page(of items: [JSON], trailing: [(name: String, value: JSON?)] = []) -> [UInt8] {
    var page = Self.opening(address, leading: leading)
    for (index, item) in items.enumerated() {
      if index > 0 { page.append(UInt8(ascii: ",")) }
      item.append(to: &page)
    }
    let members = JSON.object(JSONObject(trailing.map { ($0.name, $0.value) })).bytes.dropFirst().dropLast()
    return page + closing(members.isEmpty ? [] : [UInt8(ascii: ",")] + members)
  }
}

// The JSON around the items of every collection.

import Bytes
import Values

/// The envelope of one page: `{"self", …, "items": […], "pageSize", "total", …, "next"?, "prev"?}`.
package struct PageEnvelope {
  /// The address of this page.
  package let address: String
  /// Members before the items.
  package var leading: [(name: String, value: JSON?)] = []
  package let pageSize: Int
  package let total: Int
  /// The addresses of the neighboring pages by relation, `next` and `prev`.
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

  /// Appends the JSON before the first item.
  package static func open(
    _ address: String, leading: [(name: String, value: JSON?)] = [], into page: inout OutputBuffer
  ) {
    page.append("{\"self\":")
    page.append(JSON.string(address).bytes)
    for (name, value) in leading {
      guard let value else { continue }
      append(name, value, to: &page)
    }
    page.append(",\"items\":[")
  }

  /// Appends the JSON after the last item.
  /// - Parameter members: further members of the page as JSON text, each after a comma.
  package func close(_ members: [UInt8] = [], into page: inout OutputBuffer) {
    page.append("],\"pageSize\":")
    page.append(decimal: pageSize)
    page.append(",\"total\":")
    page.append(decimal: total)
    page.append(members)
    for neighbor in neighbors { Self.append(neighbor.relation, .string(neighbor.href), to: &page) }
    page.append("}")
  }

  private static func append(_ name: String, _ value: JSON, to page: inout OutputBuffer) {
    page.append(",\"")
    page.append(name)
    page.append("\":")
    page.append(value.bytes)
  }

  /// The whole page with these items as JSON text.
  /// - Parameter trailing: members after the total.
  package func page(of items: [JSON], trailing: [(name: String, value: JSON?)] = []) -> [UInt8] {
    var page = OutputBuffer(capacity: 4_096)
    Self.open(address, leading: leading, into: &page)
    for (index, item) in items.enumerated() {
      if index > 0 { page.append(UInt8(ascii: ",")) }
      page.append(item.bytes)
    }
    var members = OutputBuffer(capacity: 64)
    for case (let name, let value?) in trailing { Self.append(name, value, to: &members) }
    close(members.array, into: &page)
    return page.array
  }
}

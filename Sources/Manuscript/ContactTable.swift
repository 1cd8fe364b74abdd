// Reads tables of people: each in a column, or each in a row.

struct ContactTable {
  /// The cells of each person, as lines.
  private(set) var people: [[Line]] = []
  /// Cells that may be anyone's.
  private(set) var unsure: [Line] = []
  /// Rows that only head the columns.
  private(set) var headers: [Line] = []

  /// The index after the rows with cells from an index on.
  static func end(_ lines: [Line], from start: Int) -> Int {
    var end = start
    while end < lines.count, lines[end].bytes.count <= 600,
      !lines[end].columns.isEmpty || lines[end].bytes.contains(0x7C)
    {
      end += 1
    }
    return end
  }

  init?(_ rows: [Line], names: SenderNames) {
    let cells = rows.map(\.cells)
    guard cells.contains(where: { $0.count >= 2 }) else { return nil }
    func isName(_ line: Line) -> Bool {
      let tokens = ContactTokens(line, names: names)
      return tokens.hasName && !tokens.hasDetails
    }
    let top = cells.firstIndex { row in
      row.count >= 2 && row.count { isName($0) && !PersonName.isFunction($0.text) } >= 2
        && !row.contains(where: ContactDetails.areIn)
    }
    if let top, cells.count > top + 1, cells[top].allSatisfy({ isName($0) || $0.isBlank }) {
      readColumns(rows, cells, from: top)
    } else {
      readRows(rows, cells, names)
    }
  }

  private mutating func readColumns(_ rows: [Line], _ cells: [[Line]], from top: Int) {
    let count = cells[top].count
    people = cells[top].map { [$0] }
    // The functions may stand above the names.
    let hasRoles =
      top > 0 && cells[top - 1].count == count && cells[top - 1].allSatisfy { PersonName.isFunction($0.text) }
    if hasRoles { for index in people.indices { people[index].append(cells[top - 1][index]) } }
    headers = Array(rows[..<(hasRoles ? top - 1 : top)])
    for (row, parts) in zip(rows, cells).dropFirst(top + 1) {
      if parts.count == count {
        for (index, cell) in parts.enumerated() where !cell.isBlank { people[index].append(cell) }
      } else if parts.count == 1, !ContactDetails.areIn(row) {
        headers.append(row)
      } else {
        unsure += parts
      }
    }
    people.removeAll { $0.allSatisfy(\.isBlank) }
  }

  private mutating func readRows(_ rows: [Line], _ cells: [[Line]], _ names: SenderNames) {
    for (row, parts) in zip(rows, cells) {
      let isHeader =
        rows.count > 1 && !ContactDetails.areIn(row) && !parts.contains { ContactTokens($0, names: names).hasName }
      if isHeader { headers.append(row) } else { people.append(parts.filter { !$0.isBlank }) }
    }
  }
}

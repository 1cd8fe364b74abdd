// The differences between two revisions of a document: by field, and by line within texts.

import Values

/// Differences as JSON, in the order of the documents' fields:
///
///     {"field": "releaseDate", "from": "2025-05-22", "to": "2025-05-23"}
///     {"field": "body.nl", "from": …, "to": …, "lines": [{"line": 3, "removed": "…"}, {"line": 3, "added": "…"}]}
///     {"field": "themes[1]", "from": "housing"}
///
/// Without `from` a value was added, without `to` it was removed. A removed line or list element has its position in
/// the old text or list, an added one its position in the new.
package enum Difference {
  /// The limit on lines or elements between the common start and end. Longer differences are given as a whole.
  private static let limit = 1_000

  package static func between(_ old: JSONObject, _ new: JSONObject, at path: String = "") -> [JSON] {
    let names = old.members.map(\.name) + new.members.map(\.name).filter { old[$0] == nil }
    return names.flatMap { between(old[$0], new[$0], at: path + $0) }
  }

  private static func between(_ old: JSON?, _ new: JSON?, at path: String) -> [JSON] {
    guard old != new else { return [] }
    switch (old, new) {
    case (.object(let old), .object(let new)): return between(old, new, at: path + ".")
    case (.array(let old), .array(let new)):
      guard let steps = steps(from: old, to: new) else { break }
      return steps.map { step in
        step.isRemoval
          ? ["field": .string("\(path)[\(step.offset)]"), "from": step.element]
          : ["field": .string("\(path)[\(step.offset)]"), "to": step.element]
      }
    case (.string(let old), .string(let new)) where (old + new).contains(where: \.isNewline):
      let steps = steps(from: lines(old), to: lines(new))
      return [
        [
          "field": .string(path), "from": .string(old), "to": .string(new),
          "lines": steps.map { .array($0.map(line)) },
        ]
      ]
    default: break
    }
    return [["field": .string(path), "from": old, "to": new]]
  }

  private static func lines(_ text: String) -> [Substring] {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
  }

  private static func line(_ step: Step<Substring>) -> JSON {
    ["line": .integer(step.offset + 1), step.isRemoval ? "removed" : "added": .string(String(step.element))]
  }

  private struct Step<Element> {
    let isRemoval: Bool
    let offset: Int
    let element: Element
  }

  /// The fewest removals and insertions, removals first at each place; nil above the limit.
  private static func steps<Element: Equatable>(from old: [Element], to new: [Element]) -> [Step<Element>]? {
    let start = zip(old, new).prefix { $0 == $1 }.count
    let end = zip(old[start...].reversed(), new[start...].reversed()).prefix { $0 == $1 }.count
    let (from, to) = (old[start..<old.count - end], new[start..<new.count - end])
    guard from.count <= limit, to.count <= limit else { return nil }
    // The number of common elements before a step is its place, which pairs removals with insertions.
    var steps: [(place: Int, step: Step<Element>)] = []
    let difference = Array(to).difference(from: Array(from))
    for (index, change) in difference.removals.enumerated() {
      guard case .remove(let offset, let element, _) = change else { continue }
      steps.append((offset - index, Step(isRemoval: true, offset: start + offset, element: element)))
    }
    for (index, change) in difference.insertions.enumerated() {
      guard case .insert(let offset, let element, _) = change else { continue }
      steps.append((offset - index, Step(isRemoval: false, offset: start + offset, element: element)))
    }
    return steps.enumerated().sorted { ($0.element.place, $0.offset) < ($1.element.place, $1.offset) }.map(
      \.element.step)
  }
}

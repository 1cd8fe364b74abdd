// Determines which paragraphs of a Word document are list items, and of which kind.

struct WordNumbering {
  /// A list and a level within it.
  struct Place: Hashable {
    /// Lists have nine levels (ECMA-376 part 1, section 17.9.6).
    static let levels = 0...8

    let list: String
    let level: Int

    init?(_ properties: Node?) {
      guard let list = properties?[child: "numId"]?["val"] else { return nil }
      self.list = list
      let level = properties?[child: "ilvl"]?["val"].flatMap(Int.init) ?? 0
      self.level = min(max(level, Self.levels.lowerBound), Self.levels.upperBound)
    }
  }

  /// Counts the items.
  struct Counters {
    private var counts: [String: [Int: Int]] = [:]

    /// The number of the next item at a place. Deeper levels restart.
    mutating func next(_ place: Place) -> Int {
      var levels = counts[place.list, default: [:]].filter { $0.key <= place.level }
      levels[place.level, default: 0] += 1
      counts[place.list] = levels
      return levels[place.level, default: 1]
    }
  }

  /// The format of each level, by list.
  private var formats: [String: [Int: String]] = [:]

  init() {}

  init(_ root: Node) {
    var abstract: [String: [Int: String]] = [:]
    for node in root.children where node.name == "abstractNum" {
      guard let id = node["abstractNumId"] else { continue }
      for level in node.children where level.name == "lvl" {
        guard let number = level["ilvl"].flatMap(Int.init), Place.levels.contains(number) else { continue }
        abstract[id, default: [:]][number] = level[child: "numFmt"]?["val"] ?? "decimal"
      }
    }
    for node in root.children where node.name == "num" {
      guard let id = node["numId"], let reference = node[child: "abstractNumId"]?["val"] else { continue }
      formats[id] = abstract[reference]
    }
  }

  /// True for numbered items, false for bullets; nil for items without a mark. List 0 means no list.
  func isNumbered(_ place: Place) -> Bool? {
    guard place.list != "0", let format = formats[place.list]?[place.level], format != "none" else { return nil }
    return format != "bullet"
  }
}

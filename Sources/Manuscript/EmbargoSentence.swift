// Judges whether a sentence around one date and time leaves no doubt about what ends or begins then.

struct EmbargoSentence {
  /// True when its words around the time have one meaning: forbidden until, or free from.
  let isClear: Bool

  init(_ line: Line) {
    let senses = EmbargoSense.all(in: line)
    let all = senses.reduce(into: EmbargoSense()) { $0.formUnion($1) }
    guard all.isDisjoint(with: [.doubt, .event, .immediate, .other]),
      let time = senses.firstIndex(where: { !$0.isDisjoint(with: .time) })
    else {
      isClear = false
      return
    }
    // A foreign place behind the time may be that of its clock.
    let isForeign = line.words.indices.dropFirst(time).contains { senses[$0].isEmpty && line.words[$0].isCapitalised }
    var limit: EmbargoSense = []
    for index in senses.indices where !senses[index].isDisjoint(with: .time) {
      for near in senses[max(0, index - 3)..<index] { limit.formUnion(near.intersection(.limit)) }
    }
    let isLimited = senses[max(0, time - 3)..<time].contains { !$0.isDisjoint(with: .limit) }
    let opener = senses[..<time].reduce(into: EmbargoSense()) { $0.formUnion($1) }
    let forbids = !all.isDisjoint(with: [.negation, .secret, .holding, .name])
    let frees = !all.isDisjoint(with: [.permission, .lifting, .only, .spreading, .free])
    let isOpened = !opener.isDisjoint(with: [.spreading, .secret, .holding, .negation, .name, .lifting, .only, .free])
    let hasOneMeaning =
      switch limit {
      case .until: forbids
      case .from: frees && (!all.contains(.negation) || all.contains(.only))
      case []: isOpened && !all.contains(.negation) && !all.isDisjoint(with: [.lifting, .permission, .name, .secret])
      default: false
      }
    isClear = hasOneMeaning && !isForeign && (isOpened || isLimited)
  }
}

// Tells whose country a national number is of, from the whole text: only where the form leaves no doubt.

import Values

extension Phone {
  /// A neighbor whose national numbers a text may print without a country code.
  enum Country: String {
    case netherlands = "31"
    case france = "33"
    case britain = "44"

    /// The country of the national numbers in a text: that of its language, when no number is Belgian and a place, a
    /// country code, or more than one number of that form confirms it.
    init?(of lines: [Line], in language: Language) {
      let country: Country
      switch language {
      case .nl: country = .netherlands
      case .fr: country = .france
      case .en: country = .britain
      default: return nil
      }
      var numbers: Set<String> = []
      var isConfirmed = country == .britain
      for line in lines where line.bytes.count <= 2_000 {
        if !isConfirmed { isConfirmed = country.isNamed(in: line) }
        guard line.bytes.count(where: { (0x30...0x39).contains($0) }) >= 8 else { continue }
        for range in PhoneScan.ranges(in: line) {
          let number = line.text(range)
          guard PhoneScan.isNumber(number, isLabelled: false) else { continue }
          if country.national(number) != nil {
            numbers.insert(number.filter(\.isNumber))
          } else if let known = Phone.e164(number) {
            if known.hasPrefix("+" + country.rawValue) { isConfirmed = true } else { return nil }
          }
        }
      }
      guard isConfirmed || numbers.count >= 2, !numbers.isEmpty else { return nil }
      self = country
    }

    private var places: Set<String> {
      switch self {
      case .netherlands: ["nederland", "nederlandse", "amsterdam", "rotterdam", "utrecht", "haag", "eindhoven"]
      case .france: ["france", "francais", "francaise", "paris", "lyon", "marseille", "lille", "strasbourg"]
      case .britain: []
      }
    }

    private func isNamed(in line: Line) -> Bool { line.words.contains { places.contains($0.folded) } }

    /// The number in E.164 when it has the form of this country: ten digits in the Netherlands, five pairs in France,
    /// eleven digits in Britain.
    func national(_ printed: String) -> String? {
      let digits = printed.filter(\.isNumber)
      guard digits.hasPrefix("0"), !digits.hasPrefix("00"), !printed.contains("+") else { return nil }
      let isOfForm =
        switch self {
        case .netherlands: digits.count == 10 && !digits.hasPrefix("04")
        case .france: digits.count == 10 && printed.split { !$0.isNumber }.map(\.count) == [2, 2, 2, 2, 2]
        case .britain: digits.count == 11 && ["1", "2", "7"].contains(digits.dropFirst().first)
        }
      return isOfForm ? "+\(rawValue)\(digits.dropFirst())" : nil
    }
  }
}

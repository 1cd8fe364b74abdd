// A line that forbids publication before an instant. When in doubt it is not read at all, and the release is held.

enum EmbargoLine {
  private static let openings = Phrases([
    "niet publiceren voor", "niet verspreiden voor", "niet vrijgeven voor", "not for publication before",
    "not for publication until", "not for release before", "not for release until", "do not publish before",
    "do not publish until", "ne pas publier avant", "a ne pas publier avant", "ne pas diffuser avant",
    "a ne pas diffuser avant", "vrij voor publicatie vanaf", "vrij voor publicatie op", "te publiceren vanaf",
    "a publier a partir", "for release on", "for release at", "for publication on", "for publication from",
  ])
  private static let names: Set<String> = ["embargo", "embargoed", "sperrfrist"]
  private static let before: Set<String> = [
    "onder", "sous", "under", "unter", "strikt", "strict", "strikte", "stricte", "strictly", "streng", "persbericht",
  ]
  private static let after: Set<String> = ["tot", "jusqu", "until", "till", "bis", "vanaf", "avant", "before"]

  /// True for an embargo line; a sentence or a title about some other embargo is none.
  static func isOne(_ line: Line) -> Bool {
    guard line.bytes.count <= 250, !line.words.isEmpty else { return false }
    if openings.length(in: line) > 0 { return true }
    guard let index = line.words.prefix(4).firstIndex(where: { names.contains($0.folded) }) else { return false }
    guard line.words[..<index].allSatisfy({ before.contains($0.folded) }) else { return false }
    guard index + 1 < line.words.count else { return true }
    if after.contains(line.words[index + 1].folded) || line.gap(after: index).contains(":") { return true }
    return !DateMention.all(in: line).isEmpty && !line.endsSentence
  }

  /// True when the line goes on in the next: it gives neither date nor time, and the next has little else.
  static func continues(_ line: Line, in next: Line) -> Bool {
    guard next.bytes.count <= 80, line.words.allSatisfy({ !$0.isNumber }) else { return false }
    guard !DateMention.all(in: next).isEmpty else { return false }
    return (try? read(Line(number: next.number, text: "embargo " + next.text)).get()) != nil
  }

  /// Words that leave the meaning of an embargo line as it is.
  private static let fillers: Set<String> = Set(
    ("embargo embargoed sperrfrist onder sous under unter strikt strict strikte stricte strictly streng tot jusqu until"
      + " till bis au a om uur at on le la l op de het the van du des d vanaf avant before voor niet not ne pas do"
      + " publiceren publicatie publier publication publish diffuser diffusion release vrijgeven verspreiden for from"
      + " vrij te partir persbericht um den am and et en s brussel bruxelles brussels brusselse tijd time heure lokale"
      + " locale local belgische belgian belge ma di wo do vr za zo").split(separator: " ").map(String.init))

  private struct Parts {
    var dates: [DateMention]
    var times: [ClockTime] = []
    var zone: String?
    var others: [String] = []
  }

  static func read(_ line: Line) -> Result<UTCInstant, EmbargoFault> {
    let parts: Parts
    do {
      parts = try self.parts(of: line)
    } catch {
      return .failure(.invalidTime)
    }
    guard let mention = parts.dates.first else { return .failure(.noDate) }
    guard let date = mention.date else { return .failure(.invalidDate) }
    guard let time = parts.times.first else { return .failure(.noTime) }
    guard parts.dates.count == 1, parts.times.count == 1 else { return .failure(.severalTimes) }
    let isMidnight = time.hour % 24 == 0 && time.minute == 0
    let midnight: Set<String> = ["middernacht", "minuit", "midnight", "mitternacht"]
    guard parts.others.allSatisfy({ isMidnight && midnight.contains($0) }) else { return .failure(.otherWords) }
    return instant(date, time, zone: parts.zone)
  }

  private static func parts(of line: Line) throws(ClockTime.Fault) -> Parts {
    var parts = Parts(dates: DateMention.all(in: line))
    var index = 0
    while index < line.words.count {
      if let mention = parts.dates.first(where: { $0.words.lowerBound == index }) {
        index = mention.words.upperBound
      } else if let read = try ClockTime.read(in: line, at: index) {
        parts.times.append(read.time)
        index = read.end
      } else {
        let word = line.words[index].folded
        if ["utc", "gmt", "cet", "cest", "mez", "mesz"].contains(word) {
          parts.zone = word
        } else if !fillers.contains(word), CalendarNames.weekdays[word] == nil {
          parts.others.append(word)
        }
        index += 1
      }
    }
    return parts
  }

  private static func instant(
    _ date: CalendarDate, _ time: ClockTime, zone: String?
  ) -> Result<UTCInstant, EmbargoFault> {
    let clock = UTCInstant(secondsSince1970: date.daysSince1970 * 86_400 + time.hour * 3600 + time.minute * 60)
    switch zone {
    case nil: break
    case "utc", "gmt": return .success(clock)
    case let zone?:
      let claimsSummer = zone == "cest" || zone == "mesz"
      let instant = UTCInstant(secondsSince1970: clock.secondsSince1970 - (claimsSummer ? 7200 : 3600))
      let isSummer = BrusselsTime.isSummer(instant.secondsSince1970, year: date.year)
      return isSummer == claimsSummer ? .success(instant) : .failure(.zone)
    }
    do {
      return .success(try BrusselsTime.instant(date, hour: time.hour, minute: time.minute))
    } catch {
      return .failure(error == .summerTimeGap ? .summerTimeGap : .autumnHour)
    }
  }
}

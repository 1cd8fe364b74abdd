// The findings about a publication: whether its day agrees with the texts, and whether a change is minor.

import Content
import Manuscript
import Values

extension Item {
  /// The dates that disagree with the day of the first publication: the item's own, those of its datelines, and the
  /// one in its address.
  func findings(forPublicationAt at: Instant, _ resource: Resource) -> [Finding] {
    guard version == 0, let field = resource.publicationDay else { return [] }
    let day = Day(at: at).text
    var findings: [Finding] = []
    if let date = document[field]?.string, date != day {
      findings.append(Finding(.unplannedDate, place: field, value: date, about: day))
    }
    for (language, text) in document.texts("dateline") where Manuscript.dates(in: text).contains(where: { $0 != day }) {
      findings.append(Finding(.unplannedDateline, place: "dateline.\(language)", value: text, about: day))
    }
    let prefix = String(id.prefix(day.count))
    // An id that does not stay takes the date.
    if keepsID, Day(prefix) != nil, prefix != day {
      findings.append(Finding(.unplannedAddress, place: "id", value: prefix, about: day))
    }
    return findings
  }
}

extension Resource {
  /// The changes of a title, a number in a text or a date, which readers may have relied on.
  func findings(ofMinorEditFrom before: JSONObject, to after: JSONObject) -> [Finding] {
    fields.flatMap { field -> [Finding] in
      let (old, new) = (before[field.name], after[field.name])
      guard old != new else { return [] }
      switch field.shape {
      case .date: return [Finding(.notMinor, place: field.name, value: new?.string ?? old?.string)]
      case .texts:
        return Language.allCases.compactMap { language in
          let texts = [before, after].map { $0[field.name]?.object?[language.rawValue]?.string ?? "" }
          let isChanged = field.name == naming ? texts[0] != texts[1] : texts[0].numbers != texts[1].numbers
          guard isChanged else { return nil }
          let value = texts[1].isEmpty ? texts[0] : texts[1].excerpt(differingFrom: texts[0])
          return Finding(.notMinor, place: "\(field.name).\(language)", value: value)
        }
      default: return field.name == naming ? [Finding(.notMinor, place: field.name, value: new?.string)] : []
      }
    }
  }
}

extension String {
  /// The words around the first difference from another text.
  fileprivate func excerpt(differingFrom other: String) -> String {
    let length = 80
    let start = max(0, zip(self, other).prefix { $0 == $1 }.count - length / 2)
    let end = index(startIndex, offsetBy: start + length, limitedBy: endIndex) ?? endIndex
    let part = self[..<end].dropFirst(start)
    return "\(start > 0 ? "…" : "")\(part)\(end < endIndex ? "…" : "")"
  }

  /// The runs of digits in the text, in order.
  fileprivate var numbers: [Substring] { split { !$0.isNumber } }
}

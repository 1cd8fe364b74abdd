// Dates in words.

package enum WrittenDate {
  private static let months = [
    "nl": [
      "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
      "december",
    ],
    "fr": [
      "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
      "décembre",
    ],
    "en": [
      "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
      "December",
    ],
    "de": [
      "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
      "Dezember",
    ],
  ]

  /// `2025-05-22` as `22 mei 2025`; any other text is returned unchanged.
  /// - Parameter language: nl, fr, en or de.
  package static func text(_ date: String, in language: String) -> String {
    let parts = date.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3, let months = months[language], months.indices.contains(parts[1] - 1) else { return date }
    let day =
      switch (language, parts[2]) {
      // French writes the first of the month as an ordinal; German writes every day as one.
      case ("fr", 1): "1er"
      case ("de", let day): "\(day)."
      case (_, let day): String(day)
      }
    return "\(day) \(months[parts[1] - 1]) \(parts[0])"
  }
}

extension Instant {
  /// The date and time in Brussels: `22 May 2025 at 09:00 (Brussels time)`.
  package var written: LocalizedText {
    let (day, clock) = (Day(at: self).text, clock)
    return LocalizedText(
      nl: "\(WrittenDate.text(day, in: "nl")) om \(clock) (tijd in Brussel)",
      fr: "\(WrittenDate.text(day, in: "fr")) à \(clock) (heure de Bruxelles)",
      en: "\(WrittenDate.text(day, in: "en")) at \(clock) (Brussels time)")
  }
}

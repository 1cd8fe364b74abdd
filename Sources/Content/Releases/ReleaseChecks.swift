// The findings that a press officer sees before a release is published.

import Manuscript
import Values

enum ReleaseChecks {
  /// The findings of a stored release, whether it came from a manuscript or not.
  @Sendable static func findings(_ release: JSONObject) -> [Finding] {
    var findings: [Finding] = []
    let titles = Set(release.texts("title").map(\.language))
    let texts = Set((release.texts("lead") + release.texts("body")).map(\.language))
    if titles.isEmpty { findings.append(Finding(.missingTitle, place: "title")) }
    if texts.isEmpty { findings.append(Finding(.missingText, place: "body")) }
    for language in Language.ofNotices where !titles.contains(language) || !texts.contains(language) {
      let isUntouched = !titles.contains(language) && !texts.contains(language)
      let place = isUntouched ? "" : titles.contains(language) ? "body." : "title."
      findings.append(
        Finding(.missingLanguage, place: place + language.rawValue, about: language.rawValue))
    }
    for (index, link) in (release["links"]?.array ?? []).compactMap(\.object).enumerated() where link["url"] == nil {
      findings.append(Finding(.placeholderLink, place: "links[\(index)]", value: link["text"]?.string))
    }
    for link in Rendering.textLinks(of: release) where link["url"] == nil {
      findings.append(Finding(.placeholderLink, place: "body", value: link["text"]?.string))
    }
    for field in ["dateline", "lead", "body", "notesToEditors"] {
      for (language, text) in release.texts(field) {
        findings += Manuscript.dateFindings(in: text, place: "\(field).\(language)")
      }
    }
    return findings + contacts(of: release) + (release["releaseDate"] == nil ? [Finding(.noReleaseDate)] : [])
  }

  private static func contacts(of release: JSONObject) -> [Finding] {
    let contacts = (release["contacts"]?.array ?? []).compactMap(\.object)
    if contacts.isEmpty { return [Finding(.noContact, place: "contacts")] }
    return contacts.enumerated().compactMap { index, contact in
      if contact["id"] == nil, contact["name"] == nil {
        return Finding(.contactWithoutName, place: "contacts[\(index)].name", value: contact["email"]?.string)
      }
      guard contact["phone"] == nil, let printed = contact["phonePrinted"]?.string else { return nil }
      return Finding(.invalidPhone, place: "contacts[\(index)].phone", value: printed)
    }
  }
}

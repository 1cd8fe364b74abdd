// Text that tries to break out of its format, and items that have it in every field.

@testable import Values

enum NaughtyText {
  /// Strings that end, escape or change something in a format.
  static let all = [
    "]]>", "</script><script>alert(1)</script>", "<!-- --!>", "&amp;&#x0;", "\"';`\\", "=cmd|' /C calc'!A0",
    "+1+1", "-2+3", "@SUM(A1)", "\tTab", "\u{202E}right to left\u{202C}", "\u{FEFF}mark", "\u{FFFE}\u{FFFF}",
    "line\u{85}ends\u{2028}of\u{2029}Unicode", "é e\u{301} ﬁ 🏭 👩‍👩‍👧", "line\nbreak\r\nand again", "a,b;c|d",
    "http://x/?a=1&b=<2>",
    "[x](javascript:alert(1)) ![y](data:text/html,1)", "# not a heading\n***", "BEGIN:VCARD\nEND:VCARD", "%0d%0aX: y",
    "\u{7F}delete", "\u{600}</script>\u{600}<h1>\u{600}", String(repeating: "long ", count: 18),
  ]

  static func texts(_ text: String) -> JSON {
    .object(JSONObject(Language.allCases.map { ($0.rawValue, .string("\(text) \($0)")) }))
  }

  /// A release `r0`, an advice `a0`, a site `s0` and a contact `c0` with this text in every text field.
  static func items(_ text: String, _ number: Int) -> [(path: String, item: JSON)] {
    let label = texts(text)
    let coordinates: JSON = [
      "latitude": .number("50.81"), "longitude": .number("4.31"), "precision": .string(text), "source": label,
    ]
    let fact: JSON = ["field": .string(text), "value": .string(text), "scope": label, "source": label]
    let printed: JSON = [
      "id": .string("c\(number)"), "name": label, "group": label, "role": label, "phonePrinted": .string(text.line),
    ]
    return [
      (
        "/sites",
        [
          "id": .string("s\(number)"), "name": label, "aliases": [.string(text)], "municipality": label,
          "postalCode": "1190",
          "address": label, "situation": label, "facts": [fact], "coordinates": coordinates, "status": "published",
        ]
      ),
      (
        "/contacts",
        [
          "id": .string("c\(number)"), "name": .string(text), "role": label, "organisation": .string(text),
          "email": "an@example.org",
          "phone": "02/205.68.68", "status": "published",
        ]
      ),
      (
        "/advices",
        [
          "id": .string("a\(number)"), "kind": "initiative", "title": label, "summary": label,
          "reference": .string(text.line),
          "requester": label, "sites": [.string("s\(number)")], "status": "published",
        ]
      ),
      (
        "/releases",
        [
          "id": .string("r\(number)"), "releaseDate": "2025-05-22", "title": label, "lead": label, "body": label,
          "boilerplate": label,
          "dateline": label, "notesToEditors": label, "themes": ["economy", "health"], "contacts": [printed],
          "sites": [.string("s\(number)")], "advices": [.string("a\(number)")], "status": "published",
        ]
      ),
    ]
  }
}

extension String {
  /// The beginning of the text that fits in a short field.
  fileprivate var line: String { String(prefix(50)) }
}

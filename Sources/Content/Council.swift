// The council that publishes: its name, colors, logo and contact on pages, feeds and documents.

import Values

package struct Council: Sendable {
  /// An invalid setting, explained to the person who set it.
  package struct Fault: Error, CustomStringConvertible {
    package let description: String
  }

  /// The picture beside the name.
  package struct Logo: Sendable, Equatable {
    package let bytes: [UInt8]
    package let mediaType: String
    /// The path of the file, as the operator wrote it.
    package let path: String

    package static let limit = 262_144

    /// - Throws: `Fault` when the file is neither SVG nor PNG, or larger than `limit` bytes.
    package init(_ bytes: [UInt8], path: String = "") throws(Fault) {
      guard bytes.count <= Self.limit else { throw Fault(description: "a logo may have at most \(Self.limit) bytes") }
      // The signature of PNG (its specification, section 5.2).
      if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
        mediaType = "image/png"
      } else if bytes.contains("<svg".utf8) {
        mediaType = "image/svg+xml"
      } else {
        throw Fault(description: "a logo must be an SVG or PNG file")
      }
      self.bytes = bytes
      self.path = path
    }
  }

  /// The press contact, whom journalists call or write to.
  package struct Press: Sendable, Equatable {
    package var name: PerLanguage<String>?
    package var email: String?
    /// As people write it.
    package var phone: String?

    /// The numbers and addresses in the form of a contact: `phone` in E.164 where possible, and as printed.
    package var document: JSONObject {
      JSONObject([("phone", phone.map(JSON.string)), ("email", email.map(JSON.string))]).withPhoneInE164()
    }
  }

  package var name: PerLanguage<String> = "Brupartners"
  /// The address of the council's main website.
  package var website: String?
  package var postalAddress: PerLanguage<String>?
  package var press: Press?
  package var themes = Themes.standard
  /// The colors of marks and of links.
  package var markColor = Color.red
  package var linkColor = Color.blue
  package var logo: PerLanguage<Logo>?
  /// Where people report accessibility problems: an e-mail address or a web address.
  package var accessibilityContact: String?
  /// The date of the last check of the accessibility statement: `YYYY-MM-DD`.
  package var accessibilityDate: String?
  /// Whether its pages link to the subscription to releases by mail.
  package private(set) var offersMail = false

  /// The lowest contrasts of marks and links with the background (WCAG 2.2, 1.4.11 and 1.4.6).
  static let (markContrast, linkContrast) = (3.0, 7.0)

  package init() {}

  package func offering(mail: Bool) -> Council {
    var council = self
    council.offersMail = mail
    return council
  }

  package static func isAddress(_ text: String) -> Bool { text.isEmailAddress || text.isWebAddress }
  package static func isDate(_ text: String) -> Bool { Day(text) != nil }
}

extension Council {
  /// The council as a schema.org Organization.
  package func organization(address: String, in language: Language) -> JSON {
    [
      "@type": "Organization", "name": .string(name[language]), "url": .string(address + "/"),
      "logo": logoPath(in: language).map { .string(address + $0) }, "sameAs": website.map(JSON.string),
      "address": postalAddress.map { .string($0[language]) }, "contactPoint": press.map { point($0, in: language) },
    ]
  }

  private func point(_ press: Press, in language: Language) -> JSON {
    let document = press.document
    return [
      "@type": "ContactPoint", "contactType": "press", "name": press.name.map { .string($0[language]) },
      "telephone": document["phone"], "email": document["email"],
    ]
  }

  /// The path of the logo for readers of a language; nil without a logo.
  package func logoPath(in language: Language) -> String? {
    logo.map { $0.isSame ? "/logo" : "/logo?lang=\(language.rawValue)" }
  }

  /// The colors of every page, in the light and the dark scheme.
  package var palette: String {
    """
    :root{--mark:\(markColor.against(.paper, Self.markContrast));\
    --link:\(linkColor.against(.paper, Self.linkContrast))}
    @media(prefers-color-scheme:dark){:root{--mark:\(markColor.against(.darkPaper, Self.markContrast));\
    --link:\(linkColor.against(.darkPaper, Self.linkContrast))}}

    """
  }

  /// A square with the initial of the name, for tabs and bookmarks.
  package var icon: Markup {
    let initial = name[.nl].first.map { String($0).uppercased() } ?? ""
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="4" \
      fill="\(markColor.against(.paper, 4.5).description)"/><text x="16" y="23" text-anchor="middle" \
      font-family="system-ui, sans-serif" font-size="20" font-weight="700" fill="#fff">\(initial)</text></svg>
      """
  }
}

extension Council {
  /// The council in the form of the settings file, with the colors as they are in the light scheme.
  package var settings: JSON {
    let contact = press.map { press -> JSON in
      [
        "name": press.name?.json, "email": press.email.map(JSON.string), "phone": press.phone.map(JSON.string),
      ]
    }
    return [
      "council": [
        "name": name.json, "website": website.map(JSON.string), "address": postalAddress?.json, "press": contact,
      ],
      "brand": [
        "colors": [
          "mark": .string(markColor.against(.paper, Self.markContrast).description),
          "link": .string(linkColor.against(.paper, Self.linkContrast).description),
        ],
        "logo": logo?.map(\.path).json,
      ],
      "themes": themes.json,
    ]
  }
}

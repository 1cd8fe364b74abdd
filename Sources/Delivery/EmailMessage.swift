// An email message: its head, and its text in plain text and HTML.

import Values

/// The part of a message that all recipients share, in two alternatives (RFC 5322; RFC 2046 section 5.1.4).
struct EmailMessage: Sendable {
  /// The fields of the head, folded.
  let head: String
  /// The bodies up to the foot, encoded as quoted-printable.
  let text: [UInt8]
  let html: [UInt8]
  let language: Language

  /// - Parameter html: the page from its beginning to the foot, without the end of the body.
  init(head: [String], language: Language, text: String, html: Markup) {
    (self.head, self.language) = (head.joined(), language)
    self.text = MailText.quotedPrintable(text)
    self.html = MailText.quotedPrintable(html.text)
  }

  /// Quoted-printable text never contains `=_`.
  private static let boundary = "=_alternative"

  /// The whole message for one recipient.
  func bytes(to address: String, _ fields: [String] = [], foot: Foot = Foot()) -> [UInt8] {
    let fields =
      [head, MailText.field("To", "<\(address)>")] + fields + [
        MailText.field("MIME-Version", "1.0"), MailText.field("Content-Language", language.rawValue),
        MailText.field("Content-Type", "multipart/alternative;", "boundary=\"\(Self.boundary)\""),
      ]
    return Array(fields.joined().utf8) + part("plain", text + MailText.quotedPrintable(foot.text))
      + part("html", html + MailText.quotedPrintable(foot.html.text + "</body>\n</html>"))
      + Array("\r\n--\(Self.boundary)--\r\n".utf8)
  }

  private func part(_ type: String, _ content: [UInt8]) -> [UInt8] {
    let fields = [
      MailText.field("Content-Type", "text/\(type);", "charset=utf-8"),
      MailText.field("Content-Transfer-Encoding", "quoted-printable"),
    ]
    return Array("\r\n--\(Self.boundary)\r\n\(fields.joined())\r\n".utf8) + content
  }

  /// The text below the message, different for each recipient.
  struct Foot {
    var text = ""
    var html: Markup = ""
  }

  /// The beginning of an HTML page that all mail programs can show.
  static func page(_ title: String, in language: Language, _ body: [Markup?]) -> Markup {
    """
    <!DOCTYPE html>
    <html lang="\(language)">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>\(title)</title>
    <style>
    \(style)
    </style>
    </head>
    <body>
    \(body.compactMap(\.self))

    """
  }

  private static let style: Markup = """
    body { max-width: 40rem; margin: 0 auto; padding: 1rem; font: 16px/1.55 system-ui, Arial, sans-serif; }
    h1, h2, h3 { line-height: 1.25; }
    h1 { font-size: 1.75rem; margin: .5rem 0 1rem; }
    h2 { font-size: 1.25rem; margin: 1.75rem 0 .5rem; }
    h3 { font-size: 1rem; margin: 1rem 0 .25rem; }
    .sender { font-weight: bold; }
    .meta, .foot { font-size: .9375rem; margin: 0; }
    .lead { font-weight: bold; }
    .notice { border-left: 4px solid; padding: .25rem 1rem; margin: 1rem 0; }
    .notice h2 { margin-top: .25rem; }
    .foot { margin-top: 2rem; border-top: 1px solid; padding-top: 1rem; }
    """
}

// A release as a page for people: corrections, text, press contacts, and buttons for reuse.

import Content
import Formats
import Values

extension ItemView {
  /// The publication and modification times of an article (Open Graph protocol).
  var times: Markup {
    let modified = corrections.isEmpty ? nil : document["updatedAt"]?.string
    return """
      \(HTMLPage.property("article:published_time", document["publishedAt"]?.string))\
      \(HTMLPage.property("article:modified_time", modified))
      """
  }

  var releaseMain: Markup {
    """
    <div class="columns release">
    <article>
    \(notices)
    <p class="meta kind">\(kind)\(date.map { " · \($0)" })</p>
    <div lang="\(language)">
    <h1>\(name)</h1>
    \(dateline)
    \(rendered("lead", as: "lead"))
    \(rendered("body", as: "text"))
    </div>
    \(notes)
    \(contactList)
    \(rendered("boilerplate", as: "about").map { "<div lang=\"\(language)\">\n\($0)\n</div>" })
    <p class="source">\(permalink)</p>
    </article>
    <aside class="side" aria-label="\(LocalizedText.related.text(in: interface))">
    \(isPreview ? nil : tools)
    \(related("sites"))
    \(related("advices"))
    \(themes)
    \(forms)
    </aside>
    </div>
    """
  }

  package var kind: String { document["kind"]?.string.map { LocalizedText.choice($0).text(in: interface) } ?? "" }
  package var date: Markup? { document["releaseDate"]?.string.map { HTMLPage.time($0, in: interface) } }

  /// A source reference for texts that quote the release.
  private var citation: String {
    let day = document["releaseDate"]?.string.map { ", " + WrittenDate.text($0, in: interface.rawValue) } ?? ""
    let quoted = interface == .fr ? "«\u{A0}\(name)\u{A0}»" : "“\(name)”"
    return "\(council.name[interface]), \(quoted), \(kind.lowercased())\(day), \(permalink)"
  }

  /// Copy and print buttons; the script that they need also shows them.
  private var tools: Markup {
    let text = "/\(resource.path)/\(document["id"]?.string ?? "").txt?lang=\(language)"
    func button(_ words: LocalizedText, _ name: StaticString, _ value: String) -> Markup {
      "<li><button type=\"button\"\(Markup.attribute(name, value))>\(words.text(in: interface))</button></li>"
    }
    return """
      <section class="tools" aria-labelledby="tools" data-copied="\(LocalizedText.copied.text(in: interface))" \
      data-failed="\(LocalizedText.notCopied.text(in: interface))">
      <h2 id="tools">\(LocalizedText.reuse.text(in: interface))</h2>
      <ul class="buttons" hidden>
      \(button(.copyText, "data-fetch", text))
      \(button(.copyCitation, "data-copy", citation))
      \(button(.copyAddress, "data-copy", permalink))
      <li><button type="button" data-print>\(LocalizedText.printed.text(in: interface))</button></li>
      </ul>
      <p role="status" class="meta"></p>
      <p class="citation">\(LocalizedText.citation.text(in: interface))\(interface.colon) <q>\(citation)</q></p>
      </section>
      """
  }

  private var themes: Markup? {
    let items = strings("themes").map { theme in
      let name = council.themes.label(theme, in: interface)
      // The list refuses a theme that is not in the settings.
      guard council.themes.has(theme) else { return "<li>\(name)</li>" as Markup }
      return "<li><a href=\"\(address)/\(resource.path)?theme=\(theme)&amp;lang=\(interface)\">\(name)</a></li>"
        as Markup
    }
    guard !items.isEmpty else { return nil }
    return "<h2>\(LocalizedText.field("themes").text(in: interface))</h2>\n<ul class=\"related\">\n\(items)\n</ul>"
  }

  package var dateline: Markup? { text("dateline").map { "<p class=\"meta\">\($0)</p>" } }

  package var notes: Markup? {
    guard let notes = rendered("notesToEditors", as: "text") else { return nil }
    return """
      <section lang="\(language)">
      <h2 lang="\(interface)">\(LocalizedText.notesToEditors.text(in: interface))</h2>
      \(notes)
      </section>
      """
  }

  package func rendered(_ field: String, as style: String) -> Markup? {
    text(field).map { "<div class=\"\(style)\">\n\(Markup(trusted: Rendering.html($0)))</div>" }
  }
}

// A release as one Markdown text (CommonMark, RFC 7763), with escaped HTML and headings below the title's level.

import Content
import Values

extension ItemRepresentation {
  static var md: ItemRepresentation {
    Representation(
      suffix: "md", mediaType: "text/markdown", parameters: "; charset=utf-8; variant=CommonMark",
      disposition: .inline, languagePolicy: .one, rendering: .made { Array($0.markdown.utf8) })
  }
}

extension ItemView {
  fileprivate var markdown: String {
    var parts = ["# \(name.escapedForMarkdown)"]
    if let embargo { parts.append("> **\(embargo.text(in: language).escapedForMarkdown)**") }
    for correction in corrections.reversed() {
      let day = WrittenDate.text(correction.day, in: language.rawValue)
      let words = LocalizedText.correction.text(in: language)
      parts.append("> **\(words) (\(day))** – \(correction.note.escapedForMarkdown)")
    }
    if let dateline = text("dateline") { parts.append("*\(dateline.escapedForMarkdown)*") }
    parts += ["lead", "body", "boilerplate"].compactMap { text($0).map(Rendering.markdown) }
    if let notes = text("notesToEditors") {
      parts += ["## \(LocalizedText.notesToEditors.text(in: language))", Rendering.markdown(notes)]
    }
    if !objects("contacts").isEmpty {
      parts.append("## \(LocalizedText.contacts.text(in: language))")
      parts.append(objects("contacts").map(contact).joined(separator: "\n"))
    }
    parts.append("<\(permalink)>")
    return parts.joined(separator: "\n\n") + "\n"
  }

  private func contact(_ contact: JSONObject) -> String {
    var parts = [contact.text("name", in: language).map { "**\($0.escapedForMarkdown)**" }]
    parts += [contact.text("role", in: language), contact.text("group", in: language)].map { $0?.escapedForMarkdown }
    let printed = contact["phonePrinted"]?.string
    if let number = contact["phone"]?.string, number.hasPrefix("+") {
      parts.append("[\((printed ?? number).escapedForMarkdown)](tel:\(number))")
    } else {
      parts.append(printed?.escapedForMarkdown)
    }
    // An address that an older version accepted may hold markup.
    parts.append(contact["email"]?.string.map { $0.isEmailAddress ? "<\($0)>" : $0.escapedForMarkdown })
    return "- " + parts.compactMap(\.self).joined(separator: ", ")
  }
}

extension String {
  /// The text on one line, with Markdown's marks escaped (CommonMark section 2.4).
  fileprivate var escapedForMarkdown: String {
    var escaped = ""
    for scalar in unicodeScalars {
      if scalar == "\n" || scalar == "\r" {
        escaped += " "
        continue
      }
      if "\\`*_{}[]<>#|~!&".unicodeScalars.contains(scalar) { escaped += "\\" }
      escaped.unicodeScalars.append(scalar)
    }
    return escaped
  }
}

// A release as plain text for pasting, with its press contacts.

import Content
import Values

extension ItemRepresentation {
  static var txt: ItemRepresentation {
    Representation(
      suffix: "txt", mediaType: "text/plain", parameters: "; charset=utf-8", disposition: .inline, languagePolicy: .one,
      rendering: .made { Array($0.plainText.utf8) })
  }
}

extension ItemView {
  package var plainText: String {
    var parts = [embargo?.text(in: language)].compactMap(\.self)
    parts += corrections.reversed().map { correction in
      let day = WrittenDate.text(correction.day, in: language.rawValue)
      return "\(LocalizedText.correction.text(in: language)) (\(day)) – \(correction.note)"
    }
    parts.append(name)
    var lead = text("lead").map(PlainText.of)
    if let dateline = text("dateline") {
      lead = lead.map { "\(dateline)\(language.colon) \($0)" } ?? dateline
    }
    parts += [lead, text("body").map(PlainText.of), text("boilerplate").map(PlainText.of)].compactMap(\.self)
    if let notes = text("notesToEditors") {
      parts.append("\(LocalizedText.notesToEditors.text(in: language))\n\(PlainText.of(notes))")
    }
    if let contacts = contactLines { parts.append(contacts) }
    parts.append(permalink)
    return parts.joined(separator: "\n\n") + "\n"
  }

  /// The press contacts by group, one per line; nil without contacts.
  private var contactLines: String? {
    var lines: [String] = []
    var group: String?
    for contact in objects("contacts") {
      let next = contact.text("group", in: language)
      if let next, next != group { lines.append(next) }
      group = next
      let name = [contact.text("name", in: language), contact.text("role", in: language)].compactMap(\.self)
      let number = contact["phonePrinted"]?.string ?? contact["phone"]?.string
      lines.append(
        ([name.joined(separator: ", ")] + [number, contact["email"]?.string].compactMap(\.self)).joined(
          separator: " – "))
    }
    return lines.isEmpty ? nil : "\(LocalizedText.contacts.text(in: language))\n" + lines.joined(separator: "\n")
  }
}

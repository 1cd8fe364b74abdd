// Contacts as vCards 4.0 (RFC 6350), with localized values in each language.

import Bytes
import Values

extension ItemRepresentation {
  static var vcf: ItemRepresentation {
    Representation(
      suffix: "vcf", mediaType: "text/vcard", parameters: "; charset=utf-8", disposition: .attachment,
      rendering: .made { Array(VCard($0.document).text.utf8) })
  }
}

extension ItemRepresentation {
  /// The press contacts of a release.
  static var printedCards: ItemRepresentation {
    Representation(
      suffix: "vcf", mediaType: "text/vcard", parameters: "; charset=utf-8", disposition: .attachment,
      rendering: .made { view in Array(view.objects("contacts").map { VCard($0).text }.joined().utf8) })
  }
}

extension ListRepresentation {
  /// All contacts of the collection, with only the fields that the collection shows.
  static var vcf: ListRepresentation {
    Representation(
      suffix: "vcf", mediaType: "text/vcard", parameters: "; charset=utf-8", disposition: .attachment,
      rendering: .every { _, _ in
        ExportFormat {
          ObjectWriter { contact, output in output.append(VCard(contact).text) }
        }
      })
  }
}

/// Writes rows from parsed JSON, for representations of small collections.
final class ObjectWriter: RowWriter {
  private let write: (JSONObject, inout OutputBuffer) -> Void

  init(_ write: @escaping (JSONObject, inout OutputBuffer) -> Void) { self.write = write }

  func append(_ json: UnsafeRawBufferPointer, to output: inout OutputBuffer) {
    if case .success(.object(let object)) = JSON.parse(Array(json)) { write(object, &output) }
  }
}

struct VCard {
  private let contact: JSONObject

  init(_ contact: JSONObject) { self.contact = contact }

  /// The vCard as text, with CRLF after each line (section 3.2).
  var text: String { lines.map { Self.folded($0) + "\r\n" }.joined() }

  private var lines: [String] {
    let href = (contact["self"] ?? contact["href"])?.string
    // Only an organization has a name by language.
    let isPerson = contact["name"]?.object == nil
    var lines = ["BEGIN:VCARD", "VERSION:4.0", "KIND:\(isPerson ? "individual" : "org")"]
    lines += href.map { ["SOURCE:\($0)", "UID;VALUE=uri:\($0)"] } ?? []
    lines += property("FN", "name")
    lines += isPerson ? [name] : property("ORG", "name")
    // Address books show one or the other.
    lines += property("TITLE", "role") + property("ROLE", "role")
    lines += isPerson ? property("ORG", "organisation") : []
    lines += (contact["languages"]?.array ?? []).compactMap(\.string).enumerated().map { "LANG;PREF=\($0 + 1):\($1)" }
    if let email = contact["email"]?.string { lines.append("EMAIL;TYPE=work:\(Self.escaped(email))") }
    if let number = contact["phone"]?.string {
      lines.append("TEL;VALUE=uri;TYPE=\"voice,work\":tel:\(number)")
    } else if let printed = contact["phonePrinted"]?.string {
      lines.append("TEL;VALUE=text;TYPE=\"voice,work\":\(Self.escaped(printed))")
    }
    if let updated = contact["updatedAt"]?.string {
      lines.append("REV:\(updated.replacing("-", with: "").replacing(":", with: ""))")
    }
    return lines + ["END:VCARD"]
  }

  /// One line per language, joined by ALTID (section 5.4), or one line for a value without languages.
  private func property(_ name: String, _ field: String) -> [String] {
    if let text = contact[field]?.string { return ["\(name):\(Self.escaped(text))"] }
    return contact.texts(field).map { "\(name);ALTID=1;LANGUAGE=\($0.language):\(Self.escaped($0.text))" }
  }

  /// The N property. Words in capitals are the family name; without any, the whole name is the given name.
  private var name: String {
    let words = (contact["name"]?.string ?? "").split(separator: " ").map(String.init)
    let family = words.filter { $0.count > 1 && $0 == $0.uppercased() && $0 != $0.lowercased() }
    let given = words.filter { !family.contains($0) }
    return "N:\(Self.escaped(family.joined(separator: " ")));\(Self.escaped(given.joined(separator: " ")));;;"
  }

  /// Escapes backslashes, commas, semicolons and line ends (section 3.4). Other control characters are not allowed.
  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.replacing("\r\n", with: "\n").unicodeScalars {
      switch scalar {
      case "\\", ",", ";": escaped += "\\" + String(scalar)
      case "\n", "\r": escaped += "\\n"
      case _ where scalar.value < 0x20 && scalar != "\t" || scalar.value == 0x7F: break
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// Folds a line after at most 75 octets (section 3.2), between characters.
  private static func folded(_ line: String) -> String {
    var folded = ""
    var width = 0
    for scalar in line.unicodeScalars {
      let size = UTF8.width(scalar)
      if width + size > 75 {
        folded += "\r\n "
        width = 1
      }
      folded.unicodeScalars.append(scalar)
      width += size
    }
    return folded
  }
}

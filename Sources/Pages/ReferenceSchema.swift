// The schemas of the API reference as HTML.

import Values

struct ReferenceSchema {
  let language: Language

  /// The type in one line, with its limits: `string · date`, `array · integer`, `string: a b`.
  func type(_ schema: JSON) -> Markup {
    guard let schema = schema.object else { return "" }
    if let reference = schema["$ref"]?.string?.split(separator: "/").last.map(String.init) {
      return "<a href=\"/docs/schemas?lang=\(language)#\(reference)\">\(reference)</a>"
    }
    if let choices = schema["oneOf"]?.array { return Markup(choices.map(type), separator: " | ") }
    let name = schema["type"]?.string ?? ""
    if name == "array" { return "\(name) · \(type(schema["items"] ?? [:]))" }
    let values = (schema["enum"]?.array ?? []).compactMap(\.string)
    let limits = [
      schema["format"]?.string, schema["pattern"]?.string,
      schema["minimum"].map { "≥ \($0.text)" }, schema["maximum"].map { "≤ \($0.text)" },
      schema["maxLength"].map { "≤ \($0.text)" }, schema["maxItems"].map { "≤ \($0.text)" },
    ].compactMap(\.self)
    return "\(([name] + limits).joined(separator: " · "))\(values.isEmpty ? nil : ": \(list(values))")"
  }

  private func list(_ values: [String]) -> Markup {
    Markup(values.map { "<code>\($0)</code>" as Markup }, separator: " ")
  }

  /// The type; for an object without a name its members.
  func shape(_ schema: JSON) -> Markup {
    guard schema.object?["properties"]?.object?.isEmpty == false else { return type(schema) }
    return members(of: schema)
  }

  func members(of schema: JSON) -> Markup {
    guard let object = schema.object, let members = object["properties"]?.object?.members, !members.isEmpty else {
      return "<p>\(type(schema))</p>"
    }
    let required = (object["required"]?.array ?? []).compactMap(\.string)
    let rows = members.map { name, member -> Markup in
      let mark: Markup? = required.contains(name) ? " <span class=\"meta\">*</span>" : nil
      let about = member.object?["description"]?.string.map { " – \($0)" as Markup }
      let inner = [member, member.object?["items"] ?? [:]].first { $0.object?["properties"]?.object?.isEmpty == false }
      // Localized texts have the same members everywhere.
      let isTexts = inner?.object?["properties"]?.object?.members.map(\.name) == Language.codes
      let more = inner.flatMap { isTexts ? nil : self.members(of: $0) }
      let type: Markup = isTexts ? "{nl, fr, en, de}" : type(member)
      return "<dt><code>\(name)</code>\(mark)</dt>\n<dd>\(type)\(about)\(more)</dd>"
    }
    return "<dl class=\"members\">\n\(rows)\n</dl>"
  }
}

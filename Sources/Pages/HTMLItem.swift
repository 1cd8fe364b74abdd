// An item of any resource as a page for people: its fields in order, each shown by its shape.

import Content
import Formats
import Values

struct HTMLItem {
  let view: ItemView

  private var language: Language { view.interface }

  /// Short values come first; tables and the map, which need the full width, come below.
  var main: Markup {
    let relations = Set(view.resource.relations.map(\.field))
    let plain = view.resource.fields.filter {
      $0.name != "id" && $0.name != view.resource.naming && !relations.contains($0.name)
    }
    let rows = plain.filter { !$0.isTable }.compactMap { row($0, view.document) }
    let tables = plain.filter(\.isTable).compactMap(section)
    let mentioned = view.resource.relations.map(\.field) + view.resource.mentions.map(\.member)
    let name = view.document.tagged(view.resource.naming, in: view.language)
    let kind = view.document["kind"]?.string.map { LocalizedText.choice($0).text(in: language) }
    return """
      <div class="columns">
      <article>
      \(view.notices)
      \(kind.map { "<p class=\"meta\">\($0)</p>" })
      <h1\(Markup.attribute("lang", name?.language?.rawValue))>\(view.name)</h1>
      \(rows.isEmpty ? nil : "<dl>\n\(rows)\n</dl>")
      \(tables)
      \(map)
      </article>
      <aside class="side" aria-label="\(LocalizedText.related.text(in: language))">
      \(mentioned.compactMap(view.related))
      \(view.forms)
      </aside>
      </div>
      """
  }

  /// The map of the resource with this item alone, if the item has a position.
  private var map: Markup? {
    guard view.resource.listRepresentations.contains(where: { $0.suffix == "svg" }), !view.isPreview,
      view.document.point != nil
    else { return nil }
    let link = "/\(view.resource.path).svg?id=\(view.document["id"]?.string ?? "")&lang=\(language)"
    return """
      <h2>\(LocalizedText.onTheMap.text(in: language))</h2>
      <p><img class="map" src="\(link)" alt="\(view.name)" width="800" height="520"></p>
      """
  }

  private func section(_ field: Field) -> Markup? {
    guard case .list(.object(let fields), _) = field.shape else { return nil }
    let rows = (view.document[field.name]?.array ?? []).compactMap(\.object)
    return table(field.name, fields, rows).map {
      "<h2>\(LocalizedText.field(field.name).text(in: language))</h2>\n\($0)"
    }
  }

  private func row(_ field: Field, _ object: JSONObject) -> Markup? {
    guard field.name != "phonePrinted" || object["phone"] == nil, let value = object[field.name] else { return nil }
    // The kind is shown above the name.
    guard field.name != "kind", let shown = shown(field, value, in: object) else { return nil }
    return "<dt>\(LocalizedText.field(field.name).text(in: language))</dt>\n<dd>\(shown)</dd>"
  }

  private func shown(_ field: Field, _ value: JSON, in object: JSONObject) -> Markup? {
    switch (field.shape, value) {
    case (.texts, .object) where field.shape.isMarkdown:
      guard let text = object.tagged(field.name, in: view.language) else { return nil }
      return
        "<div\(Markup.attribute("lang", text.language?.rawValue))>\(Markup(trusted: Rendering.html(text.text)))</div>"
    case (.texts, .object), (.label, .object):
      return object.tagged(field.name, in: view.language).map { HTMLPage.tagged($0.text, $0.language) }
    case (.choice, .string(let text)): return "\(LocalizedText.choice(text).text(in: language))"
    case (.theme, .string(let text)): return "\(view.council.themes.label(text, in: language))"
    case (.date, .string(let text)): return HTMLPage.time(text, in: language)
    case (.url, .string(let text)): return "<a href=\"\(text)\">\(text)</a>"
    case (.email, .string(let text)): return "<a href=\"mailto:\(text)\">\(text)</a>"
    case (.phone, .string(let text)): return Self.phone(text, object["phonePrinted"]?.string)
    case (.figure, .number(let digits)):
      let unit = object["unit"]?.string.map { "\u{A0}\($0)" } ?? ""
      return "\(Figure.text(digits, in: language) + unit)"
    case (.figure, .string(let text)): return "\(WrittenDate.text(text, in: language.rawValue))"
    case (_, .string(let text)): return "\(LocalizedText.choice(text).text(in: language))"
    case (_, .number(let digits)): return "\(digits)"
    case (.object(let fields), .object(let inner)): return "<dl>\n\(fields.compactMap { row($0, inner) })\n</dl>"
    case (.list(let element, _), .array(let values)):
      let items = values.compactMap { shown(Field(field.name, element), $0, in: object) }
      return items.isEmpty ? nil : Markup(items, separator: ", ")
    default: return nil
    }
  }

  private func table(_ name: String, _ fields: [Field], _ rows: [JSONObject]) -> Markup? {
    // A figure shows its unit, so the unit needs no column.
    let hasFigure = fields.contains { if case .figure = $0.shape { true } else { false } }
    let used = fields.filter { field in
      rows.contains { $0[field.name] != nil } && !(hasFigure && field.name == "unit")
    }
    guard !used.isEmpty else { return nil }
    let heads = used.map { "<th scope=\"col\">\(LocalizedText.field($0.name).text(in: language))</th>" as Markup }
    let lines = rows.map { row in
      let cells = used.map { field in
        "<td>\(row[field.name].flatMap { shown(field, $0, in: row) })</td>" as Markup
      }
      return "<tr>\(Markup(cells, separator: ""))</tr>" as Markup
    }
    return """
      <div class="scroll" role="region" aria-label="\(LocalizedText.field(name).text(in: language))" tabindex="0">
      <table>
      <thead><tr>\(Markup(heads, separator: ""))</tr></thead>
      <tbody>
      \(lines)
      </tbody>
      </table>
      </div>
      """
  }

  /// A telephone link with the printed number as its text (RFC 3966). Without a `+` there is no link.
  static func phone(_ number: String, _ printed: String?) -> Markup {
    number.hasPrefix("+") ? "<a href=\"tel:\(number)\">\(printed ?? number)</a>" : "\(number)"
  }

  /// Links for telephone and mail, as far as the object has them.
  static func ways(_ object: JSONObject) -> [Markup] {
    let number = object["phone"]?.string ?? object["phonePrinted"]?.string
    let mail = object["email"]?.string.map { "<a href=\"mailto:\($0)\">\($0)</a>" as Markup }
    return [number.map { phone($0, object["phonePrinted"]?.string) }, mail].compactMap(\.self)
  }
}

extension Field {
  /// Whether a page shows the field as a table.
  fileprivate var isTable: Bool { if case .list(.object, _) = shape { true } else { false } }
}

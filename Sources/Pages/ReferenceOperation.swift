// One operation of the API reference: its parameters, body and responses, with code beside them.

import Formats
import Values

struct ReferenceOperation {
  let method: String
  let path: String
  /// The Operation Object of the description (OpenAPI 3.0.3, section 4.7.10).
  let operation: JSONObject
  let document: JSONObject
  let language: Language
  let address: String
  let example: ReferenceExample?
  /// The scope that the route requires of a token.
  let route: String?

  private var id: String { operation["operationId"]?.string ?? "" }
  private var summary: Markup { ReferenceWords.text(operation["summary"]?.string ?? "", in: language) }

  var link: Markup { "<li><a href=\"#\(id)\">\(summary)</a></li>" }

  var markup: Markup {
    """
    <section class="operation" id="\(id)" data-method="\(method)" data-path="\(path)"\
    \(Markup.attribute("data-token", scope))\(Markup.attribute("data-body", body))>
    <div>
    <h2><a href="#\(id)">\(summary)</a></h2>
    <p class="route"><strong>\(method)</strong> <code>\(path)</code></p>
    \(scope.map { "<p>\(LocalizedText.needsScope($0).text(in: language))</p>" })
    \(parameters)
    \(content)
    \(answers)
    </div>
    <div class="code">
    \(code.markup)
    \(exampleAnswer)
    </div>
    </section>
    """
  }

  /// The scope that a token needs; nil when the operation needs no token.
  private var scope: String? {
    guard operation["security"]?.array?.first?.object?.isEmpty == false else { return nil }
    return route
  }

  /// A request body to start from; nil when the operation takes none.
  private var body: String? {
    operation["requestBody"] == nil ? nil : example?.body?.indented() ?? "{}"
  }

  private var code: ReferenceCode {
    ReferenceCode(method: method, url: address + (example?.path ?? path), scope: scope, body: example?.body)
  }

  /// The target of a Reference Object; other objects stay as they are.
  private func resolved(_ value: JSON) -> JSONObject {
    guard let object = value.object else { return JSONObject() }
    guard let name = object["$ref"]?.string?.split(separator: "/").map(String.init), name.count == 4 else {
      return object
    }
    return document[name[1]]?.object?[name[2]]?.object?[name[3]]?.object ?? object
  }

  private var parameters: Markup? {
    let values = (operation["parameters"]?.array ?? []).map(resolved)
    guard !values.isEmpty else { return nil }
    let rows = values.map { parameter -> Markup in
      let (name, place) = (parameter["name"]?.string ?? "", parameter["in"]?.string ?? "")
      let schema = parameter["schema"] ?? [:]
      let example = parameter["example"] ?? schema.object?["example"]
      let given = Markup.attribute("data-example", example?.plain)
      let about = parameter["description"]?.string.map { ReferenceWords.text($0, in: language) }
      return """
        <dt><code data-name="\(name)" data-in="\(place)"\(given)>\(name)</code> \
        <span class="meta">\(place) · \(ReferenceSchema(language: language).type(schema))</span></dt>
        <dd>\(about)</dd>
        """
    }
    return "<h3>\(LocalizedText.parameters.text(in: language))</h3>\n<dl>\n\(rows)\n</dl>"
  }

  private var content: Markup? {
    guard let content = operation["requestBody"]?.object?["content"]?.object else { return nil }
    let rows = content.members.map { type, media -> Markup in
      let shape = ReferenceSchema(language: language).shape(media.object?["schema"] ?? [:])
      return "<dt><code>\(type)</code></dt>\n<dd>\(shape)</dd>"
    }
    return "<h3>\(LocalizedText.requestBody.text(in: language))</h3>\n<dl>\n\(rows)\n</dl>"
  }

  private var answers: Markup {
    let rows = (operation["responses"]?.object?.members ?? []).map { status, answer -> Markup in
      let answer = resolved(answer)
      let types = answer["content"]?.object?.members ?? []
      let shape = types.first { $0.name.hasSuffix("json") }?.value.object?["schema"].map {
        " – \(ReferenceSchema(language: language).shape($0))" as Markup
      }
      let names =
        types.count > 1
        ? "<br><span class=\"meta\">\(types.map(\.name).joined(separator: ", "))</span>" : nil as Markup?
      return """
        <dt><code>\(status)</code></dt>
        <dd>\(ReferenceWords.text(answer["description"]?.string ?? "", in: language))\(shape)\(names)</dd>
        """
    }
    return "<h3>\(LocalizedText.answers.text(in: language))</h3>\n<dl class=\"statuses\">\n\(rows)\n</dl>"
  }

  private var exampleAnswer: Markup? {
    guard let example else { return nil }
    let text = example.answer.map { $0.indented() } ?? ""
    return """
      <p class="meta">\(LocalizedText.exampleAnswer.text(in: language))\(language.colon) \
      <code>\(example.status)</code></p>
      \(text.isEmpty ? nil : "<pre tabindex=\"0\"><code>\(text)</code></pre>")
      """
  }
}

extension JSON {
  /// A text or number as an address contains it.
  fileprivate var plain: String { string ?? text }

  /// JSON with one member a line and two spaces for each level.
  func indented(_ margin: String = "") -> String {
    let inner = margin + "  "
    switch self {
    case .array(let values) where !values.isEmpty:
      return "[\n" + values.map { inner + $0.indented(inner) }.joined(separator: ",\n") + "\n\(margin)]"
    case .object(let object) where !object.isEmpty:
      let lines = object.members.map { "\(inner)\(JSON.string($0.name).text): \($0.value.indented(inner))" }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(margin)}"
    default: return text
    }
  }
}

/// A recorded request with its response.
package struct ReferenceExample: Sendable {
  package let path: String
  package var body: JSON?
  package let status: Int
  package var answer: JSON?

  package init(path: String, body: JSON? = nil, status: Int, answer: JSON? = nil) {
    self.path = path
    self.body = body
    self.status = status
    self.answer = answer
  }
}

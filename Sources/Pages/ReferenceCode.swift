// A request as code that runs unchanged: curl, JavaScript, Python and Swift, without extra packages.

import Values

struct ReferenceCode {
  let method: String
  let url: String
  /// The scope that the request requires; nil when it needs no token.
  let scope: String?
  let body: JSON?

  private static let token = "nrt_…"

  var markup: Markup {
    let codes = [("curl", curl), ("JavaScript", javaScript), ("Python", python), ("Swift", swift)]
    return Markup(
      codes.enumerated().map { index, code in
        """
        <details name="\(url) \(method)"\(index == 0 ? " open" : "")>
        <summary>\(code.0)</summary>
        <pre tabindex="0"><code data-language="\(code.0)">\(code.1)</code></pre>
        </details>
        """
      })
  }

  /// A text as a string literal. JSON's escapes are the same in JavaScript, Python and Swift.
  private func literal(_ text: String) -> String { JSON.string(text).text }

  private var fields: [(name: String, value: String)] {
    var fields: [(name: String, value: String)] = []
    if scope != nil { fields.append(("Authorization", "Bearer \(Self.token)")) }
    if body != nil { fields.append(("Content-Type", "application/json")) }
    return fields
  }

  /// The header fields as a JavaScript object or a Python dictionary.
  private var dictionary: String {
    "{" + fields.map { "\(literal($0.name)): \(literal($0.value))" }.joined(separator: ", ") + "}"
  }

  private var curl: String {
    func quoted(_ text: String) -> String {
      "'" + text.unicodeScalars.map { $0 == "'" ? #"'\''"# : String($0) }.joined() + "'"
    }
    var words = ["curl " + (method == "GET" ? "" : "-X \(method) ") + quoted(url)]
    for field in fields { words.append("-H " + quoted("\(field.name): \(field.value)")) }
    if let body { words.append("-d " + quoted(body.text)) }
    return words.joined(separator: " \\\n  ")
  }

  private var javaScript: String {
    var options: [String] = []
    if method != "GET" { options.append("  method: \(literal(method)),") }
    if !fields.isEmpty { options.append("  headers: \(dictionary),") }
    if let body { options.append("  body: JSON.stringify(\(body.text)),") }
    let rest = options.isEmpty ? "" : ", {\n\(options.joined(separator: "\n"))\n}"
    return "const answer = await fetch(\(literal(url))\(rest));\nconsole.log(answer.status, await answer.text());"
  }

  private var python: String {
    var arguments = [literal(url)]
    if method != "GET" { arguments.append("method=\(literal(method))") }
    if !fields.isEmpty { arguments.append("headers=\(dictionary)") }
    if let body { arguments.append("data=\(literal(body.text)).encode()") }
    return """
      from urllib.request import Request, urlopen

      with urlopen(Request(\(arguments.joined(separator: ", ")))) as answer:
          print(answer.status, answer.read().decode())
      """
  }

  private var swift: String {
    var lines: [String] = []
    if method != "GET" { lines.append("request.httpMethod = \(literal(method))") }
    for field in fields {
      lines.append("request.setValue(\(literal(field.value)), forHTTPHeaderField: \(literal(field.name)))")
    }
    if let body { lines.append("request.httpBody = Data(\(literal(body.text)).utf8)") }
    return """
      import Foundation
      #if canImport(FoundationNetworking)
      import FoundationNetworking
      #endif

      \(lines.isEmpty ? "let" : "var") request = URLRequest(url: URL(string: \(literal(url)))!)
      \(lines.map { $0 + "\n" }.joined())let (data, _) = try await URLSession.shared.data(for: request)
      print(String(decoding: data, as: UTF8.self))
      """
  }
}

// Negotiates the representation and language of a response (RFC 9110 section 12), and links to the alternatives.

import Bytes
import Content
import Formats
import HTTP
import HTTPTypes
import Routing
import Values

extension Resource {
  /// The target of `rel="describedby"`, if the route exists.
  private static let description = "/openapi.json"
  private static let isDescribed = Routes.all.contains { $0.pattern == description }

  /// The value of a Link field to other pages (RFC 8288).
  static func links(_ pages: [(relation: String, href: String)]) -> [UInt8] {
    Array(pages.map { "<\($0.href)>; rel=\"\($0.relation)\"" }.joined(separator: ", ").utf8)
  }

  /// The value of a Link field (RFC 8288): other pages, other representations, and the API description.
  /// - Parameters:
  ///   - path: the address of the resource without a suffix.
  ///   - query: the query of the links to other representations.
  static func links<Rendering>(
    _ pages: [(relation: String, href: String)], _ representations: [Representation<Rendering>], except suffix: String,
    at path: String,
    query: String, address: String
  ) -> [UInt8] {
    var links = OutputBuffer(capacity: 1_024)
    func begin(_ href: String) {
      if links.count > 0 { links.append(", ") }
      links.append("<")
      links.append(href)
    }
    for page in pages {
      begin(page.href)
      links.append(">; rel=\"")
      links.append(page.relation)
      links.append("\"")
    }
    for representation in representations where representation.suffix != suffix {
      begin(path)
      links.append(".")
      links.append(representation.suffix)
      if !query.isEmpty {
        links.append("?")
        links.append(query)
      }
      links.append(">; rel=\"alternate\"; type=\"")
      links.append(representation.mediaType)
      links.append("\"")
    }
    if isDescribed {
      begin(address)
      links.append(description)
      links.append(">; rel=\"describedby\"")
    }
    return links.array
  }
}

extension RequestContext {
  /// Returns the representation that the suffix names, or the one that `Accept` prefers. The first one is the default.
  /// - Throws: a 406 `Problem` when `Accept` allows none.
  func representation<Rendering>(of representations: [Representation<Rendering>]) throws(Problem) -> Representation<
    Rendering
  > {
    if let suffix = parameters.suffix, let representation = representations.first(where: { $0.suffix == suffix }) {
      return representation
    }
    let accept = request.fields[.accept]
    if accept == nil || accept == "*/*" { return representations[0] }
    let offered = representations.map(\.mediaType)
    let type = MediaType.preferred(in: accept, of: offered)
    guard let representation = representations.first(where: { $0.mediaType == type }) else {
      throw .notAcceptable(offered: offered)
    }
    return representation
  }

  /// The value of `Vary` (RFC 9110 section 12.5.5); nil when nothing was negotiated.
  func vary(byLanguage: Bool = false) -> String? {
    let names = (parameters.suffix == nil ? ["Accept"] : []) + (byLanguage ? ["Accept-Language"] : [])
    return names.isEmpty ? nil : names.joined(separator: ", ")
  }

  mutating func requestedLanguage() -> Language? {
    query.one("lang", Language.init(tag:), else: { .unknownChoice($0, Language.codes, near: nil) })
  }

  /// The best of the offered languages: the requested one, else by `Accept-Language`, else the first.
  func language(requested: Language?, of offered: [Language]) -> Language {
    if let requested, offered.contains(requested) { return requested }
    return Language.preferred(in: request.fields[.acceptLanguage], of: offered) ?? offered.first ?? .nl
  }
}

extension Response {
  /// Adds the fields that identify a caller to `Vary`. A cache then shares a public answer only among requests without
  /// these fields (RFC 9111 section 4.1). Pages ignore sessions, so they do not vary by `Cookie`.
  mutating func varyByCaller(_ request: Request) {
    let names = request.isForPage ? "Authorization" : "Authorization, Cookie"
    fields.append(HTTPField(name: .vary, value: names))
  }

  /// Sets the name of the file that a browser saves (RFC 6266).
  /// - Parameter name: an id, so it needs no escaping.
  mutating func finish<Rendering>(_ representation: Representation<Rendering>, as name: String) {
    switch representation.disposition {
    case .none: break
    case .inline: fields[.contentDisposition] = "inline; filename=\"\(name).\(representation.suffix)\""
    case .attachment: fields[.contentDisposition] = "attachment; filename=\"\(name).\(representation.suffix)\""
    }
  }
}

extension [Language] {
  /// The value of `Content-Language`.
  var fieldValue: String { map(\.rawValue).joined(separator: ", ") }
}

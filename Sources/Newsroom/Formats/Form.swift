// The representations that items and collections come in, as values of the resource.

import Bytes
import HTTP
import HTTPTypes

/// One representation: how it is asked for, and how it is made.
struct Form<Rendering: Sendable>: Sendable {
  /// What follows the dot: `/releases.atom`.
  let suffix: String
  /// What `Accept` is compared with.
  let mediaType: String
  /// What `Content-Type` says beside it.
  var parameters = ""
  var disposition = Disposition.none
  var speech = Speech.all
  /// Items on a page, where that is not for the client to say.
  var pageSize: Int?
  let rendering: Rendering

  enum Disposition: Sendable {
    case none
    /// To be shown, and to be saved under a good name.
    case inline
    case attachment
  }

  enum Speech {
    /// In all languages, as maps by language.
    case all
    /// In one language, which is negotiated, and of that only.
    case one
    /// What is around the text is in one language; the text too, if it exists in that.
    case around
  }

  var isPage: Bool { suffix == "html" }

  var contentType: String { mediaType + parameters }

  /// What people call it.
  var label: String {
    switch suffix {
    case "atom": "Atom"
    case "geojson": "GeoJSON"
    case "jsonfeed": "JSON Feed"
    case "jsonld": "JSON-LD"
    case "md": "Markdown"
    case "ninjs": "ninjs"
    case "vcf": "vCard"
    default: suffix.uppercased()
    }
  }
}

enum ItemRendering: Sendable {
  /// The JSON as it is stored.
  case stored
  case made(@Sendable (ItemView) -> [UInt8])
}

enum ListRendering: Sendable {
  /// A page of the JSON as it is stored.
  case stored
  /// A page of what a collection shows of its items.
  case page(@Sendable (ListView) -> [UInt8])
  /// A page of whole items.
  case documents(@Sendable (ListView) -> [UInt8])
  /// All matches, sent while they are read.
  case every(@Sendable (Resource, Language?) -> ExportFormat)
}

typealias ItemForm = Form<ItemRendering>
typealias ListForm = Form<ListRendering>

extension ItemForm {
  static var json: ItemForm { Form(suffix: "json", mediaType: "application/json", rendering: .stored) }
  /// What every resource comes in.
  static let generic = [json, html]
}

extension ListForm {
  /// Whether it is made of whole items, and not of what a collection shows of them.
  var hasWholeItems: Bool { if case .documents = rendering { true } else { false } }

  static var json: ListForm { Form(suffix: "json", mediaType: "application/json", rendering: .stored) }
  /// What every resource comes in.
  static let generic = [json, html, ndjson, csv]
}

extension Resource {
  /// `; rel="describedby"` points to it when the newsroom has it.
  private static let description = "/openapi.json"
  private static let isDescribed = RoutePlan.all.contains { $0.pattern == description }

  /// The links of an answer (RFC 8288): other pages, the other forms, and the description of the API.
  /// - Parameters:
  ///   - path: the address of the resource without a suffix.
  ///   - query: what the other forms are asked with.
  static func links<Rendering>(
    _ pages: [(relation: String, href: String)], _ forms: [Form<Rendering>], except suffix: String, at path: String,
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
    for form in forms where form.suffix != suffix {
      begin(path)
      links.append(".")
      links.append(form.suffix)
      if !query.isEmpty {
        links.append("?")
        links.append(query)
      }
      links.append(">; rel=\"alternate\"; type=\"")
      links.append(form.mediaType)
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

extension Call {
  /// The form that the suffix names, else the one that `Accept` prefers; the first where it has no preference.
  func form<Rendering>(of forms: [Form<Rendering>]) throws(Problem) -> Form<Rendering> {
    if let suffix = parameters.form, let form = forms.first(where: { $0.suffix == suffix }) { return form }
    let accept = request.fields[.accept]
    if accept == nil || accept == "*/*" { return forms[0] }
    let offered = forms.map(\.mediaType)
    let type = MediaType.preferred(in: accept, of: offered)
    guard let form = forms.first(where: { $0.mediaType == type }) else { throw .notAcceptable(offered: offered) }
    return form
  }

  /// The value of `Vary` (RFC 9110 section 12.5.5), nil when nothing was negotiated.
  func vary(byLanguage: Bool = false) -> String? {
    let names = (parameters.form == nil ? ["Accept"] : []) + (byLanguage ? ["Accept-Language"] : [])
    return names.isEmpty ? nil : names.joined(separator: ", ")
  }

  mutating func askedLanguage() -> Language? {
    query.one("lang", Language.init(tag:), else: { .unknownChoice($0, Language.codes, near: nil) })
  }

  /// The best of these languages for who asks: the one asked for, else by `Accept-Language`, else the first.
  func language(asked: Language?, of offered: [Language]) -> Language {
    if let asked, offered.contains(asked) { return asked }
    return Language.preferred(in: request.fields[.acceptLanguage], of: offered) ?? offered.first ?? .nl
  }
}

extension Language {
  /// The languages in which the newsroom itself speaks.
  static let spoken: [Language] = [.nl, .fr, .en]
}

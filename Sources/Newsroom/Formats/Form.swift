// The representations that items and collections come in, as values of the resource.

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
  /// A page of the website.
  case page
  case made(@Sendable (ItemView) -> [UInt8])
}

enum ListRendering: Sendable {
  /// A page of the JSON as it is stored.
  case stored
  /// A page of the website.
  case page
  /// A page of what a collection shows of its items.
  case summaries(@Sendable (ListView) -> [UInt8])
  /// A page of whole items.
  case documents(@Sendable (ListView) -> [UInt8])
  /// All matches, sent while they are read.
  case every(@Sendable (Resource, Language?) -> ExportFormat)
}

typealias ItemForm = Form<ItemRendering>
typealias ListForm = Form<ListRendering>

extension ItemForm {
  static var json: ItemForm { Form(suffix: "json", mediaType: "application/json", rendering: .stored) }

  static var html: ItemForm {
    Form(
      suffix: "html", mediaType: "text/html", parameters: "; charset=utf-8", speech: .around, rendering: .page)
  }
}

extension ListForm {
  /// Whether it is made of whole items, and not of what a collection shows of them.
  var hasWholeItems: Bool { if case .documents = rendering { true } else { false } }

  static var json: ListForm { Form(suffix: "json", mediaType: "application/json", rendering: .stored) }

  static var html: ListForm {
    Form(
      suffix: "html", mediaType: "text/html", parameters: "; charset=utf-8", speech: .around, rendering: .page)
  }
}

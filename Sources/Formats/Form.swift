// The representations that items and collections come in, as values of the resource.

import Content
import Values

/// One representation: how it is asked for, and how it is made.
package struct Form<Rendering: Sendable>: Sendable {
  /// What follows the dot: `/releases.atom`.
  package let suffix: String
  /// What `Accept` is compared with.
  package let mediaType: String
  /// What `Content-Type` says beside it.
  var parameters = ""
  package var disposition = Disposition.none
  package var speech = Speech.all
  /// Items on a page, where that is not for the client to say.
  package var pageSize: Int?
  package let rendering: Rendering

  package enum Disposition: Sendable {
    case none
    /// To be shown, and to be saved under a good name.
    case inline
    case attachment
  }

  package enum Speech {
    /// In all languages, as maps by language.
    case all
    /// In one language, which is negotiated, and of that only.
    case one
    /// What is around the text is in one language; the text too, if it exists in that.
    case around
  }

  package var isPage: Bool { suffix == "html" }

  package var contentType: String { mediaType + parameters }

  /// What people call it.
  package var label: String {
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

package enum ItemRendering: Sendable {
  /// The JSON as it is stored.
  case stored
  /// A page of the website.
  case page
  case made(@Sendable (ItemView) -> [UInt8])
}

package enum ListRendering: Sendable {
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

package typealias ItemForm = Form<ItemRendering>
package typealias ListForm = Form<ListRendering>

extension ItemForm {
  static var json: ItemForm { Form(suffix: "json", mediaType: "application/json", rendering: .stored) }

  static var html: ItemForm {
    Form(
      suffix: "html", mediaType: "text/html", parameters: "; charset=utf-8", speech: .around, rendering: .page)
  }
}

extension ListForm {
  /// Whether it is made of whole items, and not of what a collection shows of them.
  package var hasWholeItems: Bool { if case .documents = rendering { true } else { false } }

  static var json: ListForm { Form(suffix: "json", mediaType: "application/json", rendering: .stored) }

  static var html: ListForm {
    Form(
      suffix: "html", mediaType: "text/html", parameters: "; charset=utf-8", speech: .around, rendering: .page)
  }
}

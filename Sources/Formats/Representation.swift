// The representations that items and collections come in, as values of the resource.

import Content
import Values

/// One representation: how it is asked for, and how it is made.
package struct Representation<Rendering: Sendable>: Sendable {
  /// What follows the dot: `/releases.atom`.
  package let suffix: String
  /// What `Accept` is compared with.
  package let mediaType: String
  /// What `Content-Type` says beside it.
  var parameters = ""
  package var disposition = Disposition.none
  package var languagePolicy = LanguagePolicy.all
  /// Items on a page, where that is not for the client to say.
  package var pageSize: Int?
  package let rendering: Rendering

  package enum Disposition: Sendable {
    case none
    /// To be shown, and to be saved under a good name.
    case inline
    case attachment
  }

  package enum LanguagePolicy {
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

package typealias ItemRepresentation = Representation<ItemRendering>
package typealias ListRepresentation = Representation<ListRendering>

extension ItemRepresentation {
  static var json: ItemRepresentation {
    Representation(suffix: "json", mediaType: "application/json", rendering: .stored)
  }

  static var html: ItemRepresentation {
    Representation(
      suffix: "html", mediaType: "text/html", parameters: "; charset=utf-8", languagePolicy: .around, rendering: .page)
  }
}

extension ListRepresentation {
  /// Whether it is made of whole items, and not of what a collection shows of them.
  package var hasWholeItems: Bool { if case .documents = rendering { true } else { false } }

  static var json: ListRepresentation {
    Representation(suffix: "json", mediaType: "application/json", rendering: .stored)
  }

  static var html: ListRepresentation {
    Representation(
      suffix: "html", mediaType: "text/html", parameters: "; charset=utf-8", languagePolicy: .around, rendering: .page)
  }
}

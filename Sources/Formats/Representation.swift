// A representation of an item or a collection: its name, its media type and its rendering.

import Content
import Values

/// One representation: how a client requests it, and how it is rendered.
package struct Representation<Rendering: Sendable>: Sendable {
  /// The suffix of the path, without the dot: `atom` in `/releases.atom`.
  package let suffix: String
  /// The media type to match with `Accept`.
  package let mediaType: String
  /// The parameters of `Content-Type`, with the semicolon.
  var parameters = ""
  package var disposition = Disposition.none
  package var languagePolicy = LanguagePolicy.all
  /// The fixed number of items on a page; nil when the client chooses.
  package var pageSize: Int?
  package let rendering: Rendering

  package enum Disposition: Sendable {
    case none
    /// Shown in the browser, with a file name for saving.
    case inline
    case attachment
  }

  package enum LanguagePolicy {
    /// All languages, as maps by language.
    case all
    /// One negotiated language only.
    case one
    /// The page around the text is in one language, and so is the text if it exists in that language.
    case around
  }

  package var isPage: Bool { suffix == "html" }

  package var contentType: String { mediaType + parameters }

  /// The common name of the format.
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
  /// The stored JSON.
  case stored
  /// A page of the website.
  case page
  case made(@Sendable (ItemView) -> [UInt8])
}

package enum ListRendering: Sendable {
  /// A page of stored JSON.
  case stored
  /// A page of the website.
  case page
  /// A page of item summaries.
  case summaries(@Sendable (ListView) -> [UInt8])
  /// A page of whole items.
  case documents(@Sendable (ListView) -> [UInt8])
  /// All matches, as a stream.
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
  /// True when it is made of whole items, not of summaries.
  package var hasWholeItems: Bool { if case .documents = rendering { true } else { false } }

  static var json: ListRepresentation {
    Representation(suffix: "json", mediaType: "application/json", rendering: .stored)
  }

  static var html: ListRepresentation {
    Representation(
      suffix: "html", mediaType: "text/html", parameters: "; charset=utf-8", languagePolicy: .around, rendering: .page)
  }
}

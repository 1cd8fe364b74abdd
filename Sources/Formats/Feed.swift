// The common part of the three kinds of feed: the whole releases of a list query in one language.

import Bytes
import Content
import Foundation
import Values

extension ListRepresentation {
  /// True for Atom, RSS and JSON Feed.
  package var isFeed: Bool { ["atom", "rss", "jsonfeed"].contains(suffix) }
}

struct Feed {
  let view: ListView

  init(_ view: ListView) { self.view = view }

  var language: Language { view.language }

  /// The title of the feed with the query, so that feeds have distinct titles in a feed reader.
  var title: String {
    let collection = LocalizedText.collection(view.resource).text(in: language).lowercased()
    let name = "\(view.council.name[language]) – \(collection)"
    let question = view.question.filter { !$0.hasPrefix("pageSize=") }.map { parameter in
      PercentDecoding.formText(parameter) ?? parameter
    }
    return question.isEmpty ? name : "\(name) (\(question.joined(separator: ", ")))"
  }

  /// The address of the web page with the same query.
  var page: String { view.link(language: language) }

  func address(_ representation: String) -> String { view.link(representation, language: language) }

  var entries: [Entry] { view.views.map(Entry.init) }

  /// The time of the last change in the feed; 1970 for an empty feed.
  var updated: String {
    (entries.map(\.updated) + view.withdrawn.map(\.at)).max() ?? "1970-01-01T00:00:00Z"
  }

  struct Entry {
    let view: ItemView

    /// The permalink, which corrections never change.
    var id: String { view.permalink }
    var published: String { view.document["publishedAt"]?.string ?? updated }
    /// The time of the last publication, correction included.
    var updated: String { view.document["updatedAt"]?.string ?? "1970-01-01T00:00:00Z" }
    var lead: String? { view.text("lead").map(PlainText.line) }
    var themes: [(key: String, name: String)] {
      view.strings("themes").map { ($0, view.council.themes.label($0, in: view.language)) }
    }

    /// The whole text as HTML, after the notes of its corrections.
    var html: String {
      let corrections = view.corrections.reversed().map { correction in
        let words = LocalizedText.correction.text(in: view.language)
        let day = WrittenDate.text(correction.day, in: view.language.rawValue)
        return "<p><strong>\(words) (\(day))</strong> – \(correction.note)</p>\n" as Markup
      }
      let text = view.document["html"]?.object?[view.language.rawValue]?.string ?? ""
      return Markup(Array(corrections), separator: "").text + text
    }
  }
}

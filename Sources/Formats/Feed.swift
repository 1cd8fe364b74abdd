// What the three kinds of feed share: the releases that answer a question, whole, in one language.

import Bytes
import Content
import Foundation
import Values

extension ListRepresentation {
  /// Whether a feed reader can follow it.
  package var isFeed: Bool { ["atom", "rss", "jsonfeed"].contains(suffix) }
}

struct Feed {
  let view: ListView

  init(_ view: ListView) { self.view = view }

  var language: Language { view.language }

  /// With what was asked, so that two feeds in one reader can be told apart.
  var title: String {
    let name = "\(view.council.name) – \(LocalizedText.collection(view.resource).text(in: language).lowercased())"
    let question = view.question.filter { !$0.hasPrefix("pageSize=") }.map { parameter in
      PercentDecoding.formText(parameter) ?? parameter
    }
    return question.isEmpty ? name : "\(name) (\(question.joined(separator: ", ")))"
  }

  /// The page of the same question for people.
  var page: String { view.link(language: language) }

  func address(_ representation: String) -> String { view.link(representation, language: language) }

  var entries: [Entry] { view.views.map(Entry.init) }

  /// When anything in it last changed; the beginning of time for a feed in which nothing ever was.
  var updated: String {
    (entries.map(\.updated) + view.withdrawn.map(\.at)).max() ?? "1970-01-01T00:00:00Z"
  }

  struct Entry {
    let view: ItemView

    /// Address and language stay the same for good, whatever is corrected.
    var id: String { view.permalink }
    var published: String { view.document["publishedAt"]?.string ?? updated }
    /// Moves with each publication and with nothing else.
    var updated: String { view.document["updatedAt"]?.string ?? "1970-01-01T00:00:00Z" }
    var lead: String? { view.text("lead").map(PlainText.line) }
    var themes: [(key: String, name: String)] {
      view.strings("themes").map { ($0, LocalizedText.choice($0).text(in: view.language)) }
    }

    /// The whole text, with what was corrected on top.
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

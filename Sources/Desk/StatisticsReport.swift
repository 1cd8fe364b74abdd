// Summaries of the statistics of some days.

import Content
import Foundation
import GRDB
import Values

/// The reads and the searches without results from one day to another.
package struct StatisticsReport {
  package struct Question {
    package let from: Day
    package let to: Day
    /// The id of a single release; nil for all releases.
    package let release: String?
    /// The number of releases and searches to list.
    package let top: Int

    package init(from: Day, to: Day, release: String?, top: Int) {
      self.from = from
      self.to = to
      self.release = release
      self.top = top
    }
  }

  package let question: Question
  /// The reads of every day, also days without any.
  package private(set) var days: [(day: Day, count: Int)] = []
  package private(set) var representations: [(representation: String, count: Int)] = []
  package private(set) var releases: [(id: String, title: JSONObject?, count: Int)] = []
  package private(set) var searches: [(words: String, count: Int)] = []
  /// The count of searches without their words: personal data, too long, or beyond a day's limit.
  package private(set) var otherSearches = 0

  package var total: Int { days.reduce(0) { $0 + $1.count } }

  package init(_ db: Database, _ question: Question) throws {
    self.question = question
    let (from, to) = (question.from.text, question.to.text)
    func counts(_ column: String, _ subject: String, _ release: String?, limit: Int = -1) throws -> [(String, Int)] {
      try Row.fetchAll(
        db,
        sql: """
          SELECT \(column) AS value, sum(min(count, \(Statistics.mostCounted))) AS count FROM tallies
          WHERE day BETWEEN ? AND ? AND subject = ? AND (?4 IS NULL OR name = ?4)
            \(column == "name" ? "AND name <> ''" : "")
          GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT \(limit)
          """, arguments: [from, to, subject, release]
      ).map { ($0["value"], $0["count"]) }
    }
    let read = Dictionary(uniqueKeysWithValues: try counts("day", "release", question.release))
    days = question.days.map { ($0, read[$0.text] ?? 0) }
    representations = try counts("form", "release", question.release).map { ($0, $1) }
    releases = try counts("name", "release", question.release, limit: question.top).map { id, count in
      (id, try Item.find(db, kind: Resource.releases.kind, id: id)?.document["title"]?.object, count)
    }
    guard question.release == nil else { return }
    searches = try counts("name", "search", nil, limit: question.top).map { ($0, $1) }
    otherSearches = try counts("day", "search", "").reduce(0) { $0 + $1.1 }
  }

  package func json(address: String, query: String?) -> JSON {
    [
      "self": .string("\(address)/statistics" + (query.map { "?" + $0 } ?? "")), "from": .string(question.from.text),
      "to": .string(question.to.text), "total": .integer(total),
      "days": .array(days.map { ["day": .string($0.day.text), "reads": .integer($0.count)] }),
      "forms": .array(representations.map { ["form": .string($0.representation), "reads": .integer($0.count)] }),
      "releases": .array(
        releases.map {
          [
            "href": .string("\(address)/releases/\($0.id)"), "id": .string($0.id),
            "title": $0.title.map(JSON.object), "reads": .integer($0.count),
          ]
        }),
      "searches": .array(searches.map { ["query": .string($0.words), "count": .integer($0.count)] }),
      "otherSearches": .integer(otherSearches),
    ]
  }
}

extension StatisticsReport.Question {
  /// The maximum number of days of a chart.
  package static let longest = 366

  package var isTooLong: Bool { from.adding(Self.longest) <= to }

  /// Every day from the first to the last, at most ``longest``.
  package var days: [Day] {
    var days = [from]
    while let last = days.last, last < to, days.count < Self.longest { days.append(last.adding(1)) }
    return days
  }
}

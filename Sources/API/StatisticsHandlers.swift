// The handler of the statistics, as JSON or as a page with charts.

import Content
import Desk
import Foundation
import HTTP
import HTTPTypes
import Pages
import Routing
import Values

enum StatisticsHandlers {
  static let routes: [Route<NewsroomEndpoint>] = [
    Route(.get, "/statistics", access: .scope(.admin), show)
  ]

  /// Shows the days from `from` to `to`, both included; the last 30 days by default.
  @Sendable private static func show(_ context: inout RequestContext) throws -> Response {
    let requested = context.requestedLanguage()
    let to = context.query.one("to", Day.init, else: LocalizedText.invalidDate) ?? Day(at: .now())
    let monthAgo = Instant(milliseconds: Instant.now().milliseconds - 29 * 86_400_000)
    let from = context.query.one("from", Day.init, else: LocalizedText.invalidDate) ?? min(Day(at: monthAgo), to)
    let release = context.query.one("release")
    let top = context.query.one(
      "top", { Int($0).flatMap { (1...100).contains($0) ? $0 : nil } }, else: { _ in .outOfRange(1...100) })
    let question = StatisticsReport.Question(from: from, to: to, release: release, top: top ?? 10)
    if to < from {
      context.query.refuse("from", from.text, .datesReversed)
    } else if question.isTooLong {
      context.query.refuse("from", from.text, .tooManyDays(StatisticsReport.Question.longest))
    }
    if let release,
      try !context.app.desk.pool.read({ try DeskFile.exists($0, kind: Resource.releases.kind, id: release) })
    {
      context.query.refuse("release", release, .unknownReference(Resource.releases.kind, release))
    }
    try context.query.finish()
    let types = ["application/json", "text/html"]
    guard let type = MediaType.preferred(in: context.request.fields[.accept], of: types) else {
      throw Problem.notAcceptable(offered: types)
    }
    // The report includes the counts that are still in memory.
    context.app.writer?.desk.statistics.keep()
    let report = try context.app.desk.pool.read { try StatisticsReport($0, question) }
    var response = Response(caching: .noStore)
    response.fields[.contentType] = type
    if type == "application/json" {
      response.body = .bytes(report.json(address: context.app.publicURL, query: context.query.text).bytes)
      return response
    }
    let language = context.language(requested: requested, of: Language.spoken)
    let page = HTMLStatistics(
      report: report, language: language, council: context.app.council, address: context.app.publicURL)
    response.body = .bytes(page.bytes)
    response.fields[.contentType] = "text/html; charset=utf-8"
    response.fields[.contentLanguage] = language.rawValue
    response.protectPage()
    return response
  }
}

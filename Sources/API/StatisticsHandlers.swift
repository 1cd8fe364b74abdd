// The statistics over HTTP: as JSON, and as a page with charts.

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

  /// The last 30 days, unless `from` and `to` say otherwise; both are included.
  @Sendable private static func show(_ call: inout Call) throws -> Response {
    let asked = call.query.one("lang", Language.init(tag:), else: { .unknownChoice($0, Language.codes, near: nil) })
    let to = call.query.one("to", Day.init, else: Sentence.invalidDate) ?? Day(at: .now())
    let monthAgo = Instant(milliseconds: Instant.now().milliseconds - 29 * 86_400_000)
    let from = call.query.one("from", Day.init, else: Sentence.invalidDate) ?? min(Day(at: monthAgo), to)
    let release = call.query.one("release")
    let top = call.query.one(
      "top", { Int($0).flatMap { (1...100).contains($0) ? $0 : nil } }, else: { _ in .outOfRange(1...100) })
    let question = StatisticsReport.Question(from: from, to: to, release: release, top: top ?? 10)
    if to < from {
      call.query.refuse("from", from.text, .datesReversed)
    } else if question.days.count > StatisticsReport.Question.longest {
      call.query.refuse("from", from.text, .tooManyDays(StatisticsReport.Question.longest))
    }
    if let release, try !call.app.desk.pool.read({ try DeskFile.exists($0, kind: Resource.releases.kind, id: release) })
    {
      call.query.refuse("release", release, .unknownReference(Resource.releases.kind, release))
    }
    try call.query.finish()
    let types = ["application/json", "text/html"]
    guard let type = MediaType.preferred(in: call.request.fields[.accept], of: types) else {
      throw Problem.notAcceptable(offered: types)
    }
    // What was counted until now.
    call.app.writer?.desk.statistics.keep()
    let report = try call.app.desk.pool.read { try StatisticsReport($0, question) }
    var response = Response(caching: .noStore)
    response.fields[.contentType] = type
    if type == "application/json" {
      response.body = .bytes(report.json(address: call.app.publicURL, query: call.request.query).bytes)
      return response
    }
    let language = call.language(asked: asked, of: Language.spoken)
    let page = HTMLStatistics(
      report: report, language: language, council: call.app.council, address: call.app.publicURL)
    response.body = .bytes(page.bytes)
    response.fields[.contentType] = "text/html; charset=utf-8"
    response.fields[.contentLanguage] = language.rawValue
    response.protectPage()
    return response
  }
}

// The statistics as a page: a chart of the days, and lists with bars. Every chart has its numbers beside it.

import Content
import Desk
import Formats
import Values

package struct HTMLStatistics {
  package let report: StatisticsReport
  package let language: Language
  package let council: Council
  /// The public address, without a slash at its end.
  package let address: String

  package init(report: StatisticsReport, language: Language, council: Council, address: String) {
    self.report = report
    self.language = language
    self.council = council
    self.address = address
  }

  private var question: StatisticsReport.Question { report.question }

  package var bytes: [UInt8] {
    let title = LocalizedText.statistics.text(in: language)
    return HTMLPage(
      title: title, language: language, council: council, address: address,
      head: "<meta name=\"robots\" content=\"noindex\">",
      translations: Language.spoken.map { ($0, link(question.release, $0)) }, main: main(title)
    ).bytes
  }

  private func link(_ release: String?, _ language: Language) -> String {
    let release = release.map { "&release=\($0)" } ?? ""
    return "\(address)/statistics?from=\(question.from.text)&to=\(question.to.text)\(release)&lang=\(language)"
  }

  private func main(_ title: String) -> Markup {
    """
    <h1>\(title)</h1>
    \(question.release.map { "<p><a href=\"\(link(nil, language))\">\(name(of: $0))</a></p>" as Markup })
    \(form)
    <p>\(LocalizedText.whatIsCounted.text(in: language))</p>
    <h2>\(LocalizedText.readsByDay.text(in: language))\(language.colon) \(report.total)</h2>
    \(dayChart)
    \(dayTable)
    \(bars(.releaseName, question.release == nil ? report.releases.map(row) : []))
    \(bars(.formName, report.representations.map { ("\($0.representation)", $0.count) }))
    \(question.release == nil ? searches : nil)
    """
  }

  private var form: Markup {
    let release = question.release.map { "<input type=\"hidden\" name=\"release\" value=\"\($0)\">" as Markup }
    return """
      <form class="search words" action="/statistics">
      <label>\(LocalizedText.fromDay.text(in: language)) \
      <input type="date" name="from" value="\(question.from.text)"></label>
      <label>\(LocalizedText.toDay.text(in: language)) \
      <input type="date" name="to" value="\(question.to.text)"></label>
      <input type="hidden" name="lang" value="\(language)">
      \(release)
      <button>\(LocalizedText.showDays.text(in: language))</button>
      </form>
      """
  }

  /// A chart with one column for each day that has reads. The style sheet sets its colors.
  private var dayChart: Markup {
    let most = max(report.days.map(\.count).max() ?? 0, 1)
    let width = 720.0 / Double(report.days.count)
    let columns = report.days.enumerated().filter { $1.count > 0 }.map { index, day -> Markup in
      let height = max(1, 120 * day.count / most)
      let (left, wide) = (decimal(Double(index) * width), decimal(width * 0.8))
      return """
        <rect x="\(left)" y="\(130 - height)" width="\(wide)" height="\(height)">\
        <title>\(WrittenDate.text(day.day.text, in: language.rawValue))\(language.colon) \(day.count)</title></rect>
        """
    }
    return """
      <svg class="chart" viewBox="0 0 720 150" role="img" aria-labelledby="chart-title">
      <title id="chart-title">\(LocalizedText.readsByDay.text(in: language)), \
      \(question.from.text) – \(question.to.text)\(language.colon) \(report.total)</title>
      <line x1="0" y1="130.5" x2="720" y2="130.5"/>
      \(columns)
      <text x="0" y="146">\(question.from.text)</text>
      <text x="720" y="146" text-anchor="end">\(question.to.text)</text>
      <text x="0" y="9">\(most)</text>
      </svg>
      """
  }

  private func decimal(_ number: Double) -> String { String((number * 100).rounded() / 100) }

  private var dayTable: Markup {
    let rows = report.days.map { day -> Markup in
      let name = HTMLPage.time(day.day.text, in: language)
      return "<tr><th scope=\"row\">\(name)</th><td class=\"number\">\(day.count)</td></tr>"
    }
    return """
      <details>
      <summary>\(LocalizedText.numbers.text(in: language))</summary>
      <table>
      <tr><th scope="col">\(LocalizedText.dayName.text(in: language))</th>\
      <th scope="col">\(LocalizedText.reads.text(in: language))</th></tr>
      \(rows)
      </table>
      </details>
      """
  }

  private func row(_ release: (id: String, title: JSONObject?, count: Int)) -> (Markup, Int) {
    ("<a href=\"\(link(release.id, language))\">\(name(of: release.id))</a>", release.count)
  }

  private func name(of id: String) -> Markup {
    let title = report.releases.first { $0.id == id }?.title
    let tagged = title.flatMap { JSONObject([("title", .object($0))]).tagged("title", in: language) }
    return tagged.map { HTMLPage.tagged($0.text, $0.language) } ?? "\(id)"
  }

  private var searches: Markup {
    let others = report.otherSearches
    let rows = report.searches.map { ("\($0.words)" as Markup, $0.count) }
    let rest = others == 0 ? [] : [("<i>\(LocalizedText.otherSearches.text(in: language))</i>" as Markup, others)]
    return """
      \(bars(.searchName, rows + rest))
      \(rows.isEmpty && rest.isEmpty ? "<p>\(LocalizedText.noSearches.text(in: language))</p>" as Markup : nil)
      """
  }

  /// A table of counts, each with a bar beside it; nil without rows.
  private func bars(_ heading: LocalizedText, _ rows: [(Markup, Int)]) -> Markup? {
    guard !rows.isEmpty else { return nil }
    let most = rows.map(\.1).max() ?? 1
    let lines = rows.map { name, count -> Markup in
      """
      <tr><th scope="row">\(name)</th><td class="number">\(count)</td>\
      <td><svg class="bar-chart" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">\
      <rect width="\(max(1, 100 * count / most))" height="10"/></svg></td></tr>
      """
    }
    return """
      <h2>\(heading.text(in: language))</h2>
      <div class="scroll">
      <table class="bars">
      \(lines)
      </table>
      </div>
      """
  }
}

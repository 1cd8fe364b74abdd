// The days for which rows are kept, as settings.

import Testing

@testable import Desk

@Suite struct RetentionTests {
  private static func days(_ retention: Retention) -> [String: Int] {
    Dictionary(uniqueKeysWithValues: Retention.kinds.map { ($0.name, retention.days(of: $0)) })
  }

  @Test func `each kind has a default, and is set by its name`() throws {
    let defaults = Self.days(Retention())
    #expect(
      defaults == [
        "deliveries": 400, "events": 400, "unsavedEdits": 30, "previews": 30, "manuscripts": 400, "reads": 1_830,
        "searches": 400, "subscribers": 400,
      ])
    for name in defaults.keys {
      var retention = Retention()
      try retention.set(" \(name)=7, ")
      #expect(Self.days(retention) == defaults.merging([name: 7]) { $1 })
    }
  }

  @Test(arguments: ["drafts=1", "events", "events=", "events=0", "events=1.5", "events=36501", "=1", "events=1=2"])
  func `what is no duration is named and changes nothing`(text: String) {
    var retention = Retention()
    let error = #expect(throws: Retention.NotADuration.self) { try retention.set("previews=1,\(text)") }
    #expect(error?.description.hasPrefix("“\(text)” ") == true)
    #expect(retention == Retention())
  }
}

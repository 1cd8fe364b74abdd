// The check of a document against its fields: limits of texts, and dates that may be partial.

import Testing
import Values

@testable import Content

@Suite struct FieldTests {
  private static let fields = [Field("text", .text(10)), Field("at", .date(partial: true))]

  private static func issues(_ name: String, _ text: String) throws -> Issues {
    var check = InputCheck()
    _ = try check.object(JSONObject([(name, .string(text))]), fields: fields)
    return check.issues
  }

  @Test(
    "a limit of a text counts Unicode scalars, as JSON Schema does",
    arguments: [
      ("0123456789", true), ("0123456789x", false), ("é🇧🇪漢字", true),
      ("e" + String(repeating: "\u{301}", count: 9), true), ("e" + String(repeating: "\u{301}", count: 10), false),
    ])
  func limits(_ text: String, isAllowed: Bool) throws {
    #expect(try Self.issues("text", text).isEmpty == isAllowed)
  }

  @Test("an issue quotes at most 200 scalars of a value")
  func quote() throws {
    let issues = try Self.issues("text", "e" + String(repeating: "\u{301}", count: 100_000))
    let shown = try #require(issues.reported.first?.json(in: .en).object?["value"]?.string)
    #expect(shown.unicodeScalars.count == 201)
  }

  @Test(
    "a partial date is a year, a year and a month, or a day",
    arguments: [
      ("2025", true), ("2025-05", true), ("2025-05-22", true), ("2025-", false), ("2025-05-", false),
      ("2025-0", false), ("2025-13", false), ("2025-05-2", false), ("20255", false), ("202", false), ("1899", false),
    ])
  func dates(_ text: String, isDate: Bool) throws {
    #expect(try Self.issues("at", text).isEmpty == isDate)
  }
}

// Content negotiation by language and media type, and the precondition If-Match.

import HTTP
import HTTPTypes
import Storage
import Testing

@testable import API
@testable import Desk
@testable import Values

@Suite struct PreferenceTests {
  @Test(
    arguments: [
      ("nl;q=0, *", .fr), ("nl;Q=0.1, fr;q=0.5", .fr), ("NL-be;q=0, *;q=0.1", .fr), ("nl;q=7, fr;q=0.2", .fr),
      ("*;q=0.5, en;q=0.4", .nl), ("*, en", .nl), ("fr, nl", .fr), ("nl-BE, fr;q=0.9, nl;q=0.8", .nl),
      ("nl-BE;q=0, nl;q=0.3", .nl), ("nl;q=0", .fr), ("nl;q=0, fr;q=0", .en), ("*;q=0", nil), ("de", nil), ("", nil),
      ("de;q=0", nil), ("nl;q=0.0001, fr;q=0.1", .fr), ("fr;q=0.3, en;q=0.30, nl;q=0.2", .fr),
    ] as [(String, Language?)])
  func `a language is chosen by its weight, and an excluded language is not chosen`(
    _ field: String, _ language: Language?
  ) {
    #expect(Language.preferred(in: field, of: [.nl, .fr, .en]) == language)
  }

  @Test(
    arguments: [
      (nil, "application/json"), ("", "application/json"), ("*/*", "application/json"), ("text/html", "text/html"),
      ("text/html;q=7", "application/json"), ("text/html;q=7, text/csv", "text/csv"),
      ("text/html;Q=0.1, text/csv;q=0.5", "text/csv"), ("text/*", "text/html"), ("text/*, text/html;q=0", "text/csv"),
      ("application/json;q=0, */*", "text/html"), ("image/png", nil), ("*/*;q=0", nil),
      ("TEXT/HTML;charset=utf-8", "text/html"), ("text/html;level=1, text/html;q=0, text/csv;q=0.1", "text/csv"),
      ("text/html;x=\"a,b\";q=0.5, text/csv;q=0.4", "text/html"),
    ] as [(String?, String?)])
  func `a media type is chosen by the most specific range`(_ field: String?, _ type: String?) {
    #expect(MediaType.preferred(in: field, of: ["application/json", "text/html", "text/csv"]) == type)
  }

  @Test func `a query that takes too much time gets a 503 with a hint`() throws {
    let problem = try #require(Problem(ReadTooLong(limit: .milliseconds(250))))
    #expect(problem.status == .serviceUnavailable && problem.fields[.retryAfter] != nil)
    for language in Language.spoken { #expect(problem.message.text(in: language).contains("250 ms")) }
  }

  @Test(arguments: [
    ("\"abc\"", true), ("*", true), ("\"x\", \"abc\"", true), ("\"abc.0\"", true),
    ("\"x\", \"abc.0-gzip\"", true), ("\"abcd\"", false), ("\"x.abc\"", false), ("\"abc-gzip\"", true),
    ("W/\"abc\"", false),
    ("\"a,\"abc\"", false), ("\"x\"", false), ("\"x\", *", false), ("\"x,*,y\"", false), ("\"x,\"abc\",y\"", false),
  ])
  func `a write requires a strong tag of the current revision`(_ field: String, _ isKnown: Bool) {
    let request = Request(fields: [.ifMatch: field])
    let current = Outcome(id: "1", json: Array("{}".utf8), revisionTag: "\"abc\"")
    if isKnown {
      #expect(throws: Never.self) { try request.requireMatch(current) }
    } else {
      let problem = #expect(throws: Problem.self) { try request.requireMatch(current) }
      #expect(problem?.status == .preconditionFailed)
    }
  }
}

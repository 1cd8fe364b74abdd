// Parsing times and dates: only RFC 3339, within the supported years.

import Foundation
import Testing

@testable import Desk
@testable import Values

@Suite struct InstantTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0), ("1970-01-01t00:00:00z", 0), ("1970-01-01T00:00:00.1Z", 100),
    ("1970-01-01T00:00:00.123456789Z", 123), ("1969-12-31T23:59:59.999Z", -1),
    ("2025-05-22T09:00:00+02:00", 1_747_897_200_000),
    ("2025-05-22T01:30:00-05:30", 1_747_897_200_000), ("2016-12-31T23:59:60Z", 1_483_228_800_000),
    ("2024-02-29T00:00:00Z", 1_709_164_800_000), ("1900-01-01T00:00:00Z", -2_208_988_800_000),
    ("2200-12-31T22:59:59.999Z", 7_289_650_799_999),
  ])
  func `a time with its zone is read`(_ text: String, _ milliseconds: Int64) {
    #expect(Instant(text)?.milliseconds == milliseconds)
  }

  @Test(arguments: [
    "", "2025-05-22", "2025-05-22T09:00:00", "2025-05-22T09:00Z", "2025-05-22T09:00:00Zgarbage",
    "2025-05-22T09:00:00Z ",
    " 2025-05-22T09:00:00Z", "2025-05-22T09:00:00+02:00x", "2025-05-22T09:00:00+0200", "2025-05-22T09:00:00+24:00",
    "2025-05-22T09:00:00+02:60", "2025-05-22T09:00:00+2:000", "2025-05-22T09:00:00.Z", "2025-05-22T09:00:00.5",
    "2025-05-22T24:00:00Z", "2025-05-22T09:60:00Z", "2025-05-22T09:00:60Z", "2025-02-30T09:00:00Z",
    "2025-13-01T09:00:00Z",
    "2025-00-01T09:00:00Z", "2025-5-22T09:00:00Z0", "2025/05/22T09:00:00Z", "2025-05-22 09:00:00Z",
    "-025-05-22T09:00:00Z",
    "10000-01-01T00:00:00Z", "99999-01-01T00:00:00Z", "+2025-05-22T09:00:00Z", "２025-05-22T09:00:00Z",
    "1899-12-31T23:59:59Z", "1900-01-01T00:00:00+00:01", "2200-12-31T23:00:00Z", "9999-12-31T23:59:59Z",
    "0001-01-01T00:00:00Z", "0000-01-01T00:00:00Z", "2025-05-22T09:00:00Z\u{301}",
  ])
  func `any other text is invalid`(_ text: String) {
    #expect(Instant(text) == nil)
  }

  @Test func `an instant is read as it was written`() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<2_000 {
      let seconds = Int64.random(in: -2_208_988_800...7_289_650_799, using: &generator)
      let instant = Instant(milliseconds: seconds * 1_000)
      #expect(Instant(instant.text) == instant, "\(instant.text)")
    }
  }

  @Test func `any stored day can be written`() {
    for (milliseconds, text) in [
      (253_402_300_799_000, "10000-01-01"), (3_093_527_980_799_000, "100000-01-01"), (0, "1970-01-01"),
    ] as [(Int64, String)] {
      #expect(Day(at: Instant(milliseconds: milliseconds)).text == text)
    }
    #expect(Day(number: .max) == nil && Day(number: .min) == nil && Day(number: 20_250_522)?.text == "2025-05-22")
  }

  @Test(arguments: ["1899-12-31", "2201-01-01", "0001-01-01", "9999-12-31", "2025-02-29", "2025-05-22x"])
  func `a day outside the years is invalid`(_ text: String) {
    #expect(Day(text) == nil)
  }

  @Test(arguments: [
    "9999-12-31T23:59:59Z", "10000-01-01T00:00:00Z", "99999-01-01T00:00:00Z", "2200-12-31T23:30:00Z",
    "1899-12-31T00:00",
    "9999-12-31T23:59",
  ])
  func `a publication outside the years is refused, with the years`(_ at: String) throws {
    let newsroom = try TestNewsroom()
    #expect(try newsroom.desk("POST", "/releases", TestNewsroom.release("r")).status == 201)
    for (language, words) in [("en", "not"), ("nl", "geen"), ("fr", "n’est pas")] {
      let reply = try newsroom.desk(
        "POST", "/releases/r/publications", #"{"at": "\#(at)"}"#, ["Accept-Language": language])
      #expect(reply.status == 400 && reply.faults == ["body:at"])
      let isInRepresentation = at.first != "1" || at.hasPrefix("1899")
      if isInRepresentation, !at.hasPrefix("99999") {
        #expect(reply.text.contains("1900") && reply.text.contains("2200"), "\(reply.text)")
      } else {
        #expect(reply.text.contains(words), "\(reply.text)")
      }
    }
    #expect(try newsroom.desk("GET", "/releases/r").status == 200)
  }

  @Test func `garbage after a time is refused in every field and parameter`() throws {
    let newsroom = try TestNewsroom()
    let garbage = "2099-05-22T09:00:00Zgarbage"
    for query in ["updatedSince=\(garbage)", "updatedSince=9999-12-31T23:59:59Z", "from=1899-12-31", "to=2201-01-01"] {
      let reply = try newsroom.get("/releases?\(query)", ["Accept-Language": "en"])
      #expect(reply.status == 400 && reply.text.contains("in the years 1900 to 2200"), "\(query)")
    }
    for field in ["embargoUntil", "releaseDate"] {
      let reply = try newsroom.desk("POST", "/releases", #"{"title": {"nl": "x"}, "\#(field)": "\#(garbage)"}"#)
      #expect(reply.faults == ["body:\(field)"])
    }
    let admin = try newsroom.token("admin", .admin)
    let body = #"{"name": "a", "scopes": ["draft"], "expiresAt": "\#(garbage)"}"#
    #expect(try newsroom.desk("POST", "/tokens", body, as: admin).faults == ["body:expiresAt"])
  }
}

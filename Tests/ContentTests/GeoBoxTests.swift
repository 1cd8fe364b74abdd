// Tests geographic boxes and the point of an item.

import Testing
import Values

@testable import Content

@Suite struct GeoBoxTests {
  @Test(
    "a filter's box has four numbers in degrees, and does not cross the antimeridian",
    arguments: [
      ("4.2,50.7,4.5,50.9", true), ("-180,-90,180,90", true), ("4.2,50.7,4.5", false), ("4.2,50.7,4.5,50.9,1,2", false),
      ("4.5,50.7,4.2,50.9", false), ("4.2,50.9,4.5,50.7", false), ("4.2,50.7,4.5,91", false), ("a,b,c,d", false),
      ("4.2,,4.5,50.9", false), ("nan,50.7,4.5,50.9", false), ("4.2,50.7,1e999,50.9", false), ("", false),
    ])
  func filter(_ text: String, _ isBox: Bool) {
    #expect((GeoBox(within: text) != nil) == isBox)
  }

  @Test("a box that crosses the antimeridian contains both of its sides")
  func antimeridian() throws {
    let box = try #require(GeoBox("170,-20,-170,20"))
    #expect(box.contains((longitude: 175, latitude: 0)) && box.contains((longitude: -175, latitude: 0)))
    #expect(!box.contains((longitude: 0, latitude: 0)) && !box.contains((longitude: 175, latitude: 21)))
  }

  @Test("an item has a point only with both numbers")
  func place() throws {
    let site = try #require(JSON.stored(#"{"coordinates":{"latitude":50.8,"longitude":4.3}}"#))
    let point = try #require(site.point)
    #expect(point == (4.3, 50.8))
    #expect(JSON.stored(#"{"coordinates":{"latitude":50.8}}"#)?.point == nil)
    #expect(JSON.stored(#"{"coordinates":{"latitude":"50.8","longitude":4.3}}"#)?.point == nil)
  }
}

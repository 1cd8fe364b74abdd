// Sites as geography: GeoJSON, the OGC API as GDAL opens it, and the map.

import Foundation
import RunningNewsroom
import Testing

@testable import Values

@Suite struct GeoTests {
  private func filled(_ count: Int = 3) throws -> TestNewsroom {
    let newsroom = try TestNewsroom()
    for number in 0..<count {
      let site = #"""
        {"id":"site-\#(number)","name":{"nl":"Terrein \#(number)","fr":"Étendue \#(number)"},"municipality":"Brussel",
         "coordinates":{"latitude":50.8\#(number),"longitude":4.3\#(number),"precision":"plot","source":"test"},
         "status":"published"}
        """#
      #expect(try newsroom.desk("POST", "/sites", site).status == 201)
    }
    let nowhere = #"{"id":"nowhere","name":{"nl":"Zonder punt","fr":"Sans point"},"status":"published"}"#
    #expect(try newsroom.desk("POST", "/sites", nowhere).status == 201)
    return newsroom
  }

  @Test func `sites are features, longitude first, and without a point their geometry is null`() throws {
    let newsroom = try filled(1)
    for (path, type) in [("/sites.geojson", "application/geo+json"), ("/geo/collections/sites/items", nil)] {
      let reply = try newsroom.get(path)
      #expect(reply["Content-Type"] == type ?? "application/geo+json")
      #expect(reply.json["type"] == "FeatureCollection")
      let features = (reply.json["features"]?.array ?? []).compactMap(\.object)
      #expect(features.map { $0["id"] } == ["site-0", "nowhere"])
      #expect(features[0]["geometry"] == ["type": "Point", "coordinates": [.number("4.30"), .number("50.80")]])
      #expect(features[1]["geometry"] == .null)
      let properties = features[0]["properties"]?.object
      #expect(properties?["name"] == "Terrein 0" && properties?["name.fr"] == "Étendue 0")
    }
    let one = try newsroom.get("/sites/site-0.geojson").json
    #expect(one["type"] == "Feature" && one["geometry"]?.object?["type"] == "Point")
  }

  @Test func `GDAL lists and reads the sites`() throws {
    let newsroom = try filled(12)
    #expect(try Reader.run("ogrinfo OAPIF:\(newsroom.address)/geo").contains("1: sites"))
    let all = try Reader.run(
      "ogrinfo -al --config OGR_GEOJSON_MAX_OBJ_SIZE 0 -oo PAGE_SIZE=5 OAPIF:\(newsroom.address)/geo sites")
    #expect(all.contains("Feature Count: 13"))
    #expect(all.components(separatedBy: "OGRFeature(sites)").count == 14)
    #expect(all.contains("name.fr (String) = Étendue 11") && all.contains("POINT (4.311 50.811)"))
    let some = try Reader.run("ogrinfo -al -spat 4.30 50.80 4.33 50.83 OAPIF:\(newsroom.address)/geo sites")
    #expect(some.contains("Terrein 3") && !some.contains("Terrein 4"))
    #expect(try Reader.run("ogrinfo -al '\(newsroom.address)/sites.geojson'").contains("Feature Count: 13"))
  }

  @Test func `a page of features links to the next, and a box or a time selects`() throws {
    let newsroom = try filled(8)
    var ids: [String] = []
    var path: String? = "/geo/collections/sites/items?limit=3&bbox=4.29,50.79,4.35,50.85"
    while let next = path {
      let reply = try newsroom.get(next)
      #expect(reply.status == 200 && reply.json["numberMatched"] == .integer(7))
      ids += (reply.json["features"]?.array ?? []).compactMap { $0.object?["id"]?.string }
      let links = (reply.json["links"]?.array ?? []).compactMap(\.object)
      path = links.first { $0["rel"] == "next" }?["href"]?.string.map { String($0.dropFirst(newsroom.address.count)) }
    }
    // An item without a point is in every box (OGC 17-069r4, requirement fc-bbox-response).
    #expect(ids == (0...5).map { "site-\($0)" } + ["nowhere"])
    for (query, status) in [
      ("limit=5000", 200), ("limit=0", 400), ("limit=x", 400), ("bbox=1,2,3", 400), ("bbox=1,2,0,3,4,9", 200),
      ("bbox=a,b,c,d", 400), ("bbox=4,60,5,50", 400), ("bbox=170,50,-170,51", 200), ("bbox=0,0,0,999", 400),
      ("datetime=2025-01-01T00:00:00Z", 200), ("datetime=../2025-01-01T00:00:00Z", 200), ("datetime=../..", 400),
      ("datetime=yesterday", 400), ("nonsense=1", 400), ("after=none", 400), ("after=nowhere", 200),
    ] {
      #expect(try newsroom.get("/geo/collections/sites/items?\(query)").status == status, "\(query)")
    }
    #expect(try newsroom.get("/geo/collections/sites/items/none").status == 404)
  }

  @Test func `every link of the API leads to its target`() throws {
    let newsroom = try filled(1)
    var waiting = ["\(newsroom.address)/geo"]
    var seen: Set<String> = []
    while let href = waiting.popLast() {
      guard seen.insert(href).inserted else { continue }
      let reply = try newsroom.get(String(href.dropFirst(newsroom.address.count)))
      #expect(reply.status == 200, "\(href)")
      let holders = [reply.json] + (reply.json["collections"]?.array ?? []).compactMap(\.object)
      for link in holders.flatMap({ $0["links"]?.array ?? [] }).compactMap(\.object) where link["type"] != "text/html" {
        waiting.append(link["href"]?.string ?? "")
      }
    }
    #expect(seen.count == 6)
    let extent = try newsroom.get("/geo/collections/sites").json["extent"]?.object?["spatial"]?.object
    #expect(extent?["bbox"] == [[.number("4.3"), .number("50.8"), .number("4.3"), .number("50.8")]])
  }

  @Test func `the map has every site with a point, and is empty without any`() throws {
    let newsroom = try filled(9)
    let map = try newsroom.get("/sites.svg?lang=fr").text
    #expect(map.components(separatedBy: "<circle").count == 10)
    #expect(map.contains("Étendue 8") && map.contains("Brussel") && map.contains(" km<") && !map.contains("Sans point"))
    let empty = try TestNewsroom().get("/sites.svg").text
    #expect(empty.contains("<svg") && !empty.contains("<circle") && !empty.contains("<text"))
  }
}

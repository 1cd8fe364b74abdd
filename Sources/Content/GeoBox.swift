// A bounding box on the map, which filters items with coordinates.

import Values

/// West, south, east and north in degrees. A box of six numbers has heights too, which are ignored.
package struct GeoBox {
  package let west: Double
  package let south: Double
  package let east: Double
  package let north: Double

  package init?(_ text: String) {
    let numbers = text.split(separator: ",", omittingEmptySubsequences: false).compactMap { Double($0) }
    let commas = text.count { $0 == "," }
    guard numbers.count == commas + 1, numbers.count == 4 || numbers.count == 6 else { return nil }
    let half = numbers.count / 2
    (west, south, east, north) = (numbers[0], numbers[1], numbers[half], numbers[half + 1])
    guard (-180...180).contains(west), (-180...180).contains(east), (-90...90).contains(south),
      (-90...90).contains(north), south <= north
    else { return nil }
  }

  /// Requires four numbers and a box that does not cross the antimeridian.
  package init?(within text: String) {
    self.init(text)
    guard text.count(where: { $0 == "," }) == 3, west <= east else { return nil }
  }

  /// A box that crosses the antimeridian has its west edge east of its east edge (RFC 7946 section 5.2).
  package func contains(_ point: (longitude: Double, latitude: Double)) -> Bool {
    let isWithin =
      west <= east ? (west...east).contains(point.longitude) : point.longitude >= west || point.longitude <= east
    return isWithin && (south...north).contains(point.latitude)
  }
}

extension JSONObject {
  /// The longitude and latitude of an item's coordinates, in degrees.
  package var point: (longitude: Double, latitude: Double)? {
    guard let coordinates = self["coordinates"]?.object,
      case .number(let longitude) = coordinates["longitude"], case .number(let latitude) = coordinates["latitude"],
      let x = Double(longitude), let y = Double(latitude)
    else { return nil }
    return (x, y)
  }
}

extension LocalizedText {
  package static let boundingBox = LocalizedText(
    nl: "west,zuid,oost,noord in graden", fr: "ouest,sud,est,nord en degrés", en: "west,south,east,north in degrees")
}

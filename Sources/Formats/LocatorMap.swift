// A locator map of the sites as SVG: points, names, municipalities and a scale bar. It loads no tiles.

import Content
import Foundation
import Values

extension ListRepresentation {
  static var svg: ListRepresentation {
    Representation(
      suffix: "svg", mediaType: "image/svg+xml", disposition: .inline, languagePolicy: .around, pageSize: 100,
      rendering: .summaries { LocatorMap($0).svg.bytes })
  }
}

struct LocatorMap {
  private struct Point {
    let name: String
    let municipality: String?
    let href: String
    /// Meters east and north of the center.
    let x: Double
    let y: Double
  }

  private let points: [Point]
  private let language: Language

  private static let width = 800.0
  private static let height = 520.0
  private static let margin = 90.0
  /// Meters in a degree of latitude.
  private static let degree = 111_320.0

  init(_ view: ListView) {
    language = view.interface
    let places = view.items.compactMap { item in item.point.map { (item, $0) } }
    let middle = { (values: [Double]) in ((values.min() ?? 0) + (values.max() ?? 0)) / 2 }
    let (longitude, latitude) = (middle(places.map(\.1.longitude)), middle(places.map(\.1.latitude)))
    // Within a city, the width of a degree of longitude hardly varies.
    let narrow = cos(latitude * .pi / 180)
    let language = language
    points = places.map { item, place in
      Point(
        name: item.text("name", in: language) ?? "", municipality: item.text("municipality", in: language),
        href: item["href"]?.string ?? "", x: (place.longitude - longitude) * narrow * Self.degree,
        y: (place.latitude - latitude) * Self.degree)
    }
  }

  /// Pixels per meter, so that all points fit. The upper limit keeps a single building from filling the map.
  private var scale: Double {
    let (x, y) = (points.map { abs($0.x) }.max() ?? 0, points.map { abs($0.y) }.max() ?? 0)
    return min((Self.width / 2 - Self.margin) / max(x, 500), (Self.height / 2 - Self.margin) / max(y, 350))
  }

  var svg: Markup {
    let title = LocalizedText.map.text(in: language)
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Int(Self.width)) \(Int(Self.height))" role="img" \
      aria-labelledby="title" xml:lang="\(language)" font-family="system-ui, sans-serif" font-size="15">
      <title id="title">\(title)</title>
      <rect width="\(Int(Self.width))" height="\(Int(Self.height))" fill="#f4f6f8"/>
      \(points.isEmpty ? nil : Markup(labels + [bar]))
      </svg>

      """
  }

  /// A point and a name for each site, from north to south. A name that would cover another moves down.
  private var labels: [Markup] {
    var taken: [(x: Double, y: Double)] = []
    return points.sorted { ($0.y, $0.name) > ($1.y, $1.name) }.map { point in
      let (x, y) = (Self.width / 2 + point.x * scale, Self.height / 2 - point.y * scale)
      var line = y + 5
      while taken.contains(where: { abs($0.x - x) < 240 && abs($0.y - line) < 36 }) { line += 36 }
      taken.append((x, line))
      // The name goes to the side with more room.
      let isLeft = x > Self.width * 0.6
      let (anchor, start) = (isLeft ? "end" : "start", isLeft ? x - 12 : x + 12)
      return """
        <a href="\(point.href)?lang=\(language)">
        <circle cx="\(Self.number(x))" cy="\(Self.number(y))" r="6" fill="#c8102e"/>
        <text x="\(Self.number(start))" y="\(Self.number(line))" text-anchor="\(anchor)" fill="#1b1f24">\(point.name)\
        \(point.municipality.map { municipality in
          "<tspan x=\"\(Self.number(start))\" dy=\"16\" font-size=\"12\" fill=\"#4a525c\">\(municipality)</tspan>"
        })</text>
        </a>
        """
    }
  }

  /// The scale bar: a round length of about a fifth of the width.
  private var bar: Markup {
    let wanted = Self.width / 5 / scale
    let power = pow(10, floor(log10(wanted)))
    let meters = [5, 2, 1].map { $0 * power }.first { $0 <= wanted } ?? power
    let (right, y) = (Self.width - 24, Self.height - 28)
    let left = right - meters * scale
    let words = meters >= 1_000 ? "\(Int(meters / 1_000)) km" : "\(Int(meters)) m"
    return """
      <path d="M\(Self.number(left)) \(Self.number(y - 6))v6H\(Self.number(right))v-6" fill="none" stroke="#1b1f24" \
      stroke-width="2"/>
      <text x="\(Self.number((left + right) / 2))" y="\(Self.number(y + 18))" text-anchor="middle" font-size="12" \
      fill="#1b1f24">\(words)</text>
      """
  }

  private static func number(_ value: Double) -> String { String((value * 10).rounded() / 10) }
}

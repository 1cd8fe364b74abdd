// Items as GeoJSON (RFC 7946). The geometry of an item without coordinates is null.

import Bytes
import Content
import Values

extension ItemRepresentation {
  static var geojson: ItemRepresentation {
    Representation(
      suffix: "geojson", mediaType: "application/geo+json", disposition: .inline,
      rendering: .made { view in JSON.object(GeoJSON.feature(view.document, naming: view.resource.naming)).bytes })
  }
}

extension ListRepresentation {
  /// All matches as one feature collection.
  static var geojson: ListRepresentation {
    Representation(
      suffix: "geojson", mediaType: "application/geo+json", disposition: .inline,
      rendering: .every { resource, _ in
        ExportFormat(
          opening: Array(#"{"type":"FeatureCollection","features":["#.utf8), separator: [UInt8(ascii: ",")],
          closing: Array("]}".utf8)
        ) {
          ObjectWriter { item, output in
            output.append(JSON.object(GeoJSON.feature(item, naming: resource.naming)).bytes)
          }
        }
      })
  }
}

package enum GeoJSON {
  /// An item as a feature with flat properties, for tools that expect a table. `name` is the Dutch name, or the first
  /// available one; `name.fr` is the French name.
  package static func feature(_ item: JSONObject, naming: String) -> JSONObject {
    var properties = JSONObject()
    for (name, value) in item.members where !["self", "id", "coordinates", "html"].contains(name) {
      add(value, as: name, to: &properties)
    }
    if let object = item["coordinates"]?.object {
      for (name, value) in object.members where name != "latitude" && name != "longitude" {
        add(value, as: "coordinates.\(name)", to: &properties)
      }
    }
    properties["href"] = item["href"] ?? item["self"]
    properties[naming] = item.text(naming, in: .nl).map(JSON.string)
    return JSONObject([
      ("type", "Feature"), ("id", item["id"]), ("geometry", geometry(item) ?? .null),
      ("properties", .object(properties)),
    ])
  }

  private static func add(_ value: JSON, as name: String, to properties: inout JSONObject) {
    if value.languages != nil, let texts = value.object {
      for (code, text) in texts.members { properties["\(name).\(code)"] = text }
    } else {
      properties[name] = value
    }
  }

  /// The geometry of an item, with longitude first (section 3.1.1).
  private static func geometry(_ item: JSONObject) -> JSON? {
    guard let coordinates = item["coordinates"]?.object, let longitude = coordinates["longitude"],
      let latitude = coordinates["latitude"]
    else { return nil }
    return ["type": "Point", "coordinates": [longitude, latitude]]
  }
}

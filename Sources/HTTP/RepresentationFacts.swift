// Facts about the content of a response, collected in one pass over its fields.

import Bytes
import HTTPTypes

/// The facts of a representation that determine its coding and its preconditions.
struct RepresentationFacts {
  /// The value of `ETag`, with its quotes.
  var entityTag: [UInt8]?
  var lastModified: Int64?
  private(set) var hasType = false
  /// Whether the content is of a type that gzip makes shorter.
  var isText = false
  /// Whether the application has already coded the content.
  var isCoded = false
  /// Whether `Vary` must name `Accept-Encoding`, even if this answer is not compressed (RFC 9110 12.5.5).
  var dependsOnEncoding = false
  /// Whether the server has compressed the content with gzip.
  var isGzip = false
  /// Of each field, in their order: names are compared once.
  private(set) var roles: [FieldRole] = []
  private var vary = ""

  init(_ fields: HTTPFields) {
    roles.reserveCapacity(fields.count)
    for field in fields {
      let role = FieldRole(field.name)
      roles.append(role)
      switch role {
      case .contentType:
        hasType = true
        isText = Gzip.pays(for: field.value)
      case .entityTag: entityTag = Array(field.value.utf8)
      case .lastModified: lastModified = HTTPDate.parse(field.value)
      case .contentCoding: isCoded = true
      case .vary: vary = vary.isEmpty ? field.value : vary + ", " + field.value
      case .contentLanguage, .ours, .other: break
      }
    }
  }

  /// The value of `Vary`; empty when the field is not needed.
  var varyValue: String {
    guard dependsOnEncoding else { return vary }
    if vary.isEmpty { return "Accept-Encoding" }
    var text = vary
    let isNamed = text.withUTF8 { bytes in
      var isNamed = false
      bytes.span.forEachMember(of: 0..<bytes.count) { name in
        isNamed = bytes.span.equals(name, "*") || bytes.span.equals(name, "accept-encoding")
        return !isNamed
      }
      return isNamed
    }
    return isNamed ? vary : vary + ", Accept-Encoding"
  }

  /// The value of `ETag` as sent: coded content needs a different strong tag (RFC 9110 8.8.3.3).
  func sent(_ tag: [UInt8]) -> [UInt8] {
    guard isGzip, tag.count >= 2, tag.first == 34, tag.last == 34 else { return tag }
    return tag.dropLast() + EntityTags.suffix + [34]
  }
}

/// The role of a response field when the server writes a head.
enum FieldRole {
  case contentType, contentCoding, contentLanguage, entityTag, lastModified, vary
  /// Written by the server itself.
  case ours
  case other

  /// Compares lengths first, because most fields are none of these.
  init(_ name: HTTPField.Name) {
    let name = name.canonicalName
    self =
      switch name.utf8.count {
      case 4 where name == "etag": .entityTag
      case 4 where name == "vary": .vary
      case 4 where name == "date": .ours
      case 10 where name == "connection": .ours
      case 12 where name == "content-type": .contentType
      case 13 where name == "last-modified": .lastModified
      case 13 where name == "cache-control": .ours
      case 14 where name == "content-length": .ours
      case 16 where name == "content-encoding": .contentCoding
      case 16 where name == "content-language": .contentLanguage
      case 17 where name == "transfer-encoding": .ours
      default: .other
      }
  }
}

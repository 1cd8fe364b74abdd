// What the fields of a response say about its content, found in one pass over them.

import HTTPTypes

/// The facts of a representation that decide about its coding and its preconditions.
struct RepresentationFacts {
  /// The value of `ETag`, with its quotes.
  var entityTag: [UInt8]?
  var lastModified: Int64?
  /// Whether the content is of a type that gzip makes shorter.
  var isText = false
  /// Whether the application has coded the content itself.
  var isCoded = false
  /// Whether the answer depends on `Accept-Encoding`, whether or not it is coded this time (RFC 9110 12.5.5).
  var dependsOnEncoding = false
  /// Whether the content was coded with gzip.
  var isGzip = false
  private var vary = ""

  init(_ fields: HTTPFields) {
    for field in fields {
      switch field.name.canonicalName {
      case "content-type": isText = Gzip.pays(for: field.value)
      case "etag": entityTag = Array(field.value.utf8)
      case "last-modified": lastModified = HTTPDate.parse(field.value)
      case "content-encoding": isCoded = true
      case "vary": vary = vary.isEmpty ? field.value : vary + ", " + field.value
      default: break
      }
    }
  }

  /// The value of `Vary`, empty when there is none to write.
  var varyValue: String {
    guard dependsOnEncoding else { return vary }
    if vary.isEmpty { return "Accept-Encoding" }
    let names = vary.lowercased().split(separator: ",").map { $0.filter { $0 != " " && $0 != "\t" } }
    return names.contains("*") || names.contains("accept-encoding") ? vary : vary + ", Accept-Encoding"
  }

  /// The value of `ETag` as it is sent: a strong tag of coded content is another one (RFC 9110 8.8.3.3).
  func sent(_ tag: [UInt8]) -> [UInt8] {
    guard isGzip, tag.count >= 2, tag.first == 34, tag.last == 34 else { return tag }
    return tag.dropLast() + EntityTags.suffix + [34]
  }
}

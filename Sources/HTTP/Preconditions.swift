// Whether a client already has the current representation (RFC 9110 13).

import Bytes
import HTTPTypes

extension Answer {
  /// The part of this answer that a request with this head gets. Allocates nothing.
  package func part(for head: borrowing RequestHead, in bytes: Span<UInt8>) -> Part {
    let plain: Part = head.method == .head ? .head : .full
    guard isConditional, head.isConditional, head.method == .get || head.method == .head else { return plain }
    var hasTags = false
    var matches = false
    var dates = 0
    var since: Int64?
    for field in head.fields {
      if field.known == .ifNoneMatch {
        hasTags = true
        if let entityTag, !matches {
          matches = EntityTags.contains(bytes, field.value, opaque: entityTag, weakly: true)
        } else if bytes.equals(field.value, "*") {
          matches = true
        }
      } else if field.known == .ifModifiedSince {
        dates += 1
        since = HTTPDate.parse(bytes, field.value)
      }
    }
    return isMet(hasTags: hasTags, matches: matches, since: dates == 1 ? since : nil) ? plain : .notModified
  }

  /// The part of this answer that a request handled by a worker gets.
  package func part(for request: Request) -> Part {
    let plain: Part = request.method == .head ? .head : .full
    guard isConditional, request.isConditional, request.method == .get || request.method == .head else {
      return plain
    }
    let tags = request.fields[.ifNoneMatch].map { Array($0.utf8) }
    let matches = tags.map { tags in
      EntityTags.contains(tags.span, 0..<tags.count, opaque: entityTag ?? [], weakly: true)
        && (entityTag != nil || tags == [42])
    }
    let dates = request.fields[values: .ifModifiedSince]
    let since = dates.count == 1 ? HTTPDate.parse(dates[0]) : nil
    return isMet(hasTags: tags != nil, matches: matches ?? false, since: since) ? plain : .notModified
  }

  /// RFC 9110 13.2.2: If-None-Match takes precedence; If-Modified-Since counts only without it.
  private func isMet(hasTags: Bool, matches: Bool, since: Int64?) -> Bool {
    if hasTags { return !matches }
    // RFC 9110 13.1.3: a date that is invalid or occurs twice is ignored.
    guard let since, let lastModified else { return true }
    return lastModified > since
  }
}

// A response as finished bytes, which can be sent again and again.

import Bytes
import HTTPTypes

/// A response written out once: its head with fixed places for date, age and trace id, and one representation of its
/// content. The same answer serves GET, HEAD and, when the client has the content already, 304.
package final class Answer: Sendable {
  /// Which part of an answer a request gets.
  package enum Part: Sendable {
    case full
    /// The head alone, for HEAD (RFC 9110 9.3.2).
    case head
    /// 304 (RFC 9110 15.4.5).
    case notModified
  }

  package let status: HTTPResponse.Status
  /// The content as it is sent; empty for a stream.
  package let content: [UInt8]
  /// Content that is made while it is sent.
  package let stream: (any BodySource)?
  /// Memory that this answer holds, in bytes.
  package let bytes: Int

  /// Whether the content is a stream.
  package let isStream: Bool
  /// To be told each time that the content is sent.
  package let tally: Tally?
  /// To be told each time that this is sent.
  package let meter: Meter?

  let head: AnswerHead
  /// Whether preconditions count (RFC 9110 13.2.1: they change nothing but a success).
  let isConditional: Bool
  let until: Int64?
  /// The opaque part of the entity tag, without the suffix of a coding.
  let entityTag: [UInt8]?
  let lastModified: Int64?

  /// - Parameters:
  ///   - response: what to say.
  ///   - acceptsGzip: whether the content may be coded with gzip. It is when it is text of at least 1 KiB that gets
  ///     shorter; a strong entity tag then ends in `-gzip`.
  package init(_ response: Response, acceptsGzip: Bool, meter: Meter? = nil, tally: Tally? = nil) {
    var content: [UInt8] = []
    var stream: (any BodySource)?
    switch response.body {
    case .bytes(let bytes): content = bytes
    case .stream(let source): stream = source
    }
    var facts = RepresentationFacts(response.fields)
    if facts.isText {
      facts.dependsOnEncoding = true
      if acceptsGzip, !facts.isCoded {
        if let source = stream, let coded = try? GzipStream(source) {
          stream = coded
          facts.isGzip = true
        } else if content.count >= Gzip.threshold, let coded = Gzip.compress(content) {
          content = coded
          facts.isGzip = true
        }
      }
    }
    status = response.status
    // RFC 9110 8.6: 204 and 1xx have no content and no Content-Length.
    let mayHaveContent = status.code != 204 && status.code != 304 && status.code >= 200
    head = AnswerHead(response, facts: facts, length: stream == nil && mayHaveContent ? content.count : nil)
    isConditional = status.code == 200 && (facts.entityTag != nil || facts.lastModified != nil)
    if case .public(let until) = response.caching { self.until = until } else { until = nil }
    entityTag = facts.entityTag.map { EntityTags.opaque($0) }
    lastModified = facts.lastModified
    self.content = mayHaveContent ? content : []
    self.stream = stream
    isStream = stream != nil
    self.tally = tally
    self.meter = meter
    bytes = content.count + head.template.count + 256
  }
}

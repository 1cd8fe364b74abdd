// A response as complete bytes, which can be sent many times.

import Bytes
import HTTPTypes

/// A response in bytes: a head with fixed places for date, age and trace id, and one representation of its content.
/// The same answer serves GET, HEAD and, when the client already has the content, 304.
package final class Answer: Sendable {
  /// The part of an answer that a request gets.
  package enum Part: Sendable {
    case full
    /// Only the head, for HEAD (RFC 9110 9.3.2).
    case head
    /// 304 (RFC 9110 15.4.5).
    case notModified
  }

  package let status: HTTPResponse.Status
  /// The content as it is sent; empty for a stream.
  package let content: [UInt8]
  /// Content that is produced while it is sent.
  package let stream: (any BodySource)?
  /// The memory that this answer occupies, in bytes.
  package let bytes: Int

  /// Whether the content is a stream.
  package let isStream: Bool
  /// Counts each time that the content is sent.
  package let tally: Tally?
  /// Counts each time that the answer is sent.
  package let meter: Meter?

  let head: AnswerHead
  /// Whether preconditions apply (only to a success, RFC 9110 13.2.1).
  let isConditional: Bool
  let until: Int64?
  /// The opaque part of the entity tag, without the suffix of a content coding.
  let entityTag: [UInt8]?
  let lastModified: Int64?

  /// - Parameters:
  ///   - response: the response to write.
  ///   - acceptsGzip: whether the content may be compressed. It is when it is text of at least 1 KiB that gets
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
        // Content that cannot be compressed is sent as it is.
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

// The refusal of a request before the application sees it.

import HTTPTypes

/// Why a request is refused: the facts that an error document needs.
package struct Refusal: Error, Sendable, Equatable {
  /// A stable name of the fault for a problem type or a log.
  package enum Code: String, Sendable, CaseIterable {
    case malformedRequestLine
    case malformedTarget
    case malformedField
    case badHost
    case badFraming
    case malformedChunk
    case unsupportedTransferCoding
    case unsupportedMethod
    case unsupportedVersion
    case unknownExpectation
    case requestLineTooLong
    case headerTooLarge
    case tooManyFields
    case bodyTooLarge
    case chunkExtensionsTooLarge
    case trailersTooLarge
    case headerTimeout
    case bodyTimeout
    case overloaded
  }

  /// The limit that was exceeded: its name in ``Limits``, its value, and its unit.
  package struct Limit: Sendable, Equatable {
    package var name: String
    package var value: Int
    package var unit: String

    package init(_ name: String, _ value: Int, _ unit: String) {
      self.name = name
      self.value = value
      self.unit = unit
    }
  }

  package var status: HTTPResponse.Status
  package var code: Code
  package var limit: Limit?
  /// The fault in one English clause without a period: "the request line contains a bare LF".
  package var clause: String

  package init(_ status: HTTPResponse.Status, _ code: Code, _ clause: String, limit: Limit? = nil) {
    self.status = status
    self.code = code
    self.limit = limit
    self.clause = clause
  }

  static func malformed(_ code: Code, _ clause: String) -> Refusal {
    Refusal(.badRequest, code, clause)
  }

  /// All workers are busy and the queue is full (RFC 9110 15.6.4).
  package static func overloaded(_ limits: Limits) -> Refusal {
    Refusal(
      .serviceUnavailable, .overloaded, "too many requests are waiting for an answer",
      limit: Limit("queuedRequests", limits.queuedRequests, "requests"))
  }

  /// The head or the content did not arrive in time (RFC 9110 15.5.9).
  package static func headerTimeout(_ limits: Limits) -> Refusal {
    Refusal(
      .requestTimeout, .headerTimeout, "the head of the request took too long to arrive",
      limit: Limit("headerSeconds", Int(limits.headerSeconds.rounded(.up)), "seconds"))
  }

  package static func bodyTimeout(_ limits: Limits) -> Refusal {
    Refusal(
      .requestTimeout, .bodyTimeout, "the content of the request took too long to arrive",
      limit: Limit("bodySeconds", Int(limits.bodySeconds.rounded(.up)), "seconds"))
  }

  /// The content is longer than this request may have (RFC 9110 15.5.14).
  /// - Parameter withToken: whether the limit for requests with valid credentials applies.
  package static func bodyTooLarge(_ limits: Limits, withToken: Bool) -> Refusal {
    bodyTooLarge(
      withToken ? Limit("bodyWithToken", limits.bodyWithToken, "bytes") : Limit("body", limits.body, "bytes"))
  }

  /// The same for a route with a lower limit.
  package static func bodyTooLarge(_ limit: Limit) -> Refusal {
    Refusal(.contentTooLarge, .bodyTooLarge, "the content is too large", limit: limit)
  }
}

// Shared by the tables of cases: requests written as text, parsed whole and in pieces.

import HTTP
import Testing

/// One row of a table: the bytes, the RFC section that applies, and the expected result.
struct HeadCase: Sendable, CustomTestStringConvertible {
  enum Expected: Sendable, Equatable {
    case accepted
    case incomplete
    case refused(Int, Refusal.Code)
  }

  let title: String
  let section: String
  let text: [UInt8]
  let expected: Expected

  /// - Parameter text: each character stands for the byte with its number; CRLF must be written out.
  init(_ title: String, _ section: String, _ text: String, _ expected: Expected) {
    self.title = title
    self.section = section
    self.text = text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    self.expected = expected
  }

  var testDescription: String { "\(title) (\(section))" }
}

/// A GET with these fields, each ended by CRLF.
func get(_ fields: String, target: String = "/", version: String = "HTTP/1.1") -> String {
  "GET \(target) \(version)\r\nHost: a\r\n\(fields)\r\n"
}

/// A POST with these fields.
func post(_ fields: String, version: String = "HTTP/1.1") -> String {
  "POST / \(version)\r\nHost: a\r\n\(fields)\r\n"
}

extension RequestHead.Outcome {
  var expected: HeadCase.Expected {
    switch self {
    case .complete: .accepted
    case .incomplete: .incomplete
    case .refused(let refusal): .refused(refusal.status.code, refusal.code)
    }
  }
}

/// Checks a row whole, and cut off at every byte, where the result must be the same or `incomplete`.
func check(_ row: HeadCase, limits: Limits = Limits()) {
  var head = RequestHead()
  let whole = head.parse(row.text.span, from: 0, limits: limits)
  #expect(whole.expected == row.expected, "\(row.testDescription)")
  var isDecided = false
  for length in 0..<row.text.count {
    let outcome = head.parse(Array(row.text[..<length]).span, from: 0, limits: limits)
    guard outcome == .incomplete || outcome == whole, !isDecided || outcome == whole else {
      Issue.record("\(row.testDescription): cut at \(length) it gives \(outcome)")
      return
    }
    isDecided = outcome != .incomplete
  }
}

/// Parses text that must be a complete head, and returns its request.
func request(_ text: String) -> Request? {
  let bytes = Array(text.utf8)
  var head = RequestHead()
  guard case .complete = head.parse(bytes.span, from: 0, limits: Limits()) else { return nil }
  return head.request(from: bytes.span, client: "192.0.2.1", key: nil)
}

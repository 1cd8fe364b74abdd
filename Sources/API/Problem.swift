// Errors as problem documents (RFC 9457), with the types of the Belgian REST guide where it has one.

import Delivery
import Desk
import HTTP
import HTTPTypes
import Manuscript
import Values

/// An error that ends a request. `Application` turns it into a problem document or a page.
package struct Problem: Error {
  let status: HTTPResponse.Status
  /// The problem type without the prefix `urn:problem-type:`: `belgif:badRequest`.
  let type: String
  let title: String
  package var message: LocalizedText
  package var issues = Issues()
  var fields = HTTPFields()
  /// Further members of the document.
  var members = JSONObject()
  /// The findings that block a publication.
  var findings: [Finding] = []

  package func response(instance: String?, in language: Language) -> Response {
    var document = JSONObject([
      ("type", .string("urn:problem-type:" + type)), ("title", .string(title)), ("status", .integer(status.code)),
      ("detail", .string(message.text(in: language))), ("instance", instance.map(JSON.string)),
    ])
    if !issues.isEmpty { document["issues"] = .array(issues.reported.map { $0.json(in: language) }) }
    if issues.omitted > 0 { document["issuesOmitted"] = .integer(issues.omitted) }
    for (name, value) in members.members { document[name] = value }
    if !findings.isEmpty { document["findings"] = .array(findings.map { $0.json(in: language) }) }
    var fields = self.fields
    fields[.contentType] = "application/problem+json"
    fields[.contentLanguage] = language.rawValue
    return Response(status: status, fields: fields, caching: .noStore, body: .bytes(JSON.object(document).bytes))
  }
}

extension Problem {
  init(_ input: InvalidInput) {
    self.init(
      status: .badRequest, type: "belgif:badRequest", title: "Bad Request",
      message: input.message ?? .invalidInput(input.issues.count), issues: input.issues)
  }

  static let malformedTarget = Problem(
    status: .badRequest, type: "belgif:badRequest", title: "Bad Request", message: .malformedTarget)

  static let notFound = Problem(
    status: .notFound, type: "belgif:resourceNotFound", title: "Resource Not Found", message: .notFound)

  static func methodNotAllowed(_ allowed: [HTTPRequest.Method]) -> Problem {
    let list = allowed.map(\.rawValue).joined(separator: ", ")
    return Problem(
      status: .methodNotAllowed, type: "newsroom:methodNotAllowed", title: "Method Not Allowed",
      message: .methodNotAllowed(list), fields: [.allow: list])
  }

  static let noToken = Problem(
    status: .unauthorized, type: "belgif:noAccessToken", title: "No Access Token", message: .noToken,
    fields: [.wwwAuthenticate: #"Bearer realm="newsroom""#])

  static let invalidToken = Problem(
    status: .unauthorized, type: "belgif:invalidAccessToken", title: "Invalid Access Token", message: .invalidToken,
    fields: [.wwwAuthenticate: #"Bearer realm="newsroom", error="invalid_token""#])

  static func missingScope(_ scope: Scope) -> Problem {
    Problem(
      status: .forbidden, type: "belgif:missingScope", title: "Missing Scope",
      message: .missingScope(scope.rawValue), members: JSONObject([("requiredScopes", .strings([scope.rawValue]))]))
  }

  static func tooManyWrites(_ limits: RateLimits, _ left: Int) -> Problem {
    tooMany("tooManyRequests", .tooManyWrites, limits, limits.fields("writes", left: left))
  }

  static func tooManyFailures(_ limits: RateLimits, _ left: Int) -> Problem {
    tooMany("tooManyFailedRequests", .tooManyFailures, limits, limits.fields("failures", left: left))
  }

  static func tooManySubscriptions(_ limits: RateLimits, _ left: Int) -> Problem {
    tooMany("tooManyRequests", .tooManySubscriptions, limits, limits.fields("subscriptions", left: left))
  }

  private static func tooMany(
    _ type: String, _ message: LocalizedText, _ limits: RateLimits, _ fields: HTTPFields
  ) -> Problem {
    var fields = fields
    fields[.retryAfter] = "\(limits.secondsToNext)"
    return Problem(
      status: .tooManyRequests, type: "belgif:" + type, title: "Too Many Requests", message: message, fields: fields)
  }

  static func conflict(_ type: String, _ message: LocalizedText, members: JSONObject = JSONObject()) -> Problem {
    Problem(
      status: .conflict, type: "newsroom:" + type, title: "Conflict", message: message, members: members)
  }

  /// A withdrawn item. `notice` contains the public reason.
  static func withdrawn(_ notice: JSONObject) -> Problem {
    Problem(
      status: .gone, type: "newsroom:withdrawn", title: "Withdrawn", message: .withdrawn(notice), members: notice)
  }

  static func preconditionFailed(current etag: String?) -> Problem {
    Problem(
      status: .preconditionFailed, type: "newsroom:preconditionFailed", title: "Precondition Failed",
      message: .preconditionFailed(etag ?? "–"), fields: etag.map { [.eTag: $0] } ?? [:])
  }

  /// If-None-Match names the current ETag, or any.
  static func existsAlready(_ etag: String) -> Problem {
    var problem = preconditionFailed(current: etag)
    problem.message = .existsAlready(etag)
    return problem
  }

  /// RFC 9110 section 14.5: a part must not replace the whole.
  static let partialContent = Problem(
    status: .badRequest, type: "belgif:badRequest", title: "Bad Request", message: .partialContent)

  static let preconditionRequired = Problem(
    status: .preconditionRequired, type: "newsroom:preconditionRequired", title: "Precondition Required",
    message: .preconditionRequired)

  /// Accept-Patch is in RFC 5789 section 2.2, Accept-Post in Linked Data Platform 1.0, section 7.1.
  static func unsupportedMediaType(
    _ type: String?, accepted: [String], for method: HTTPRequest.Method
  ) -> Problem {
    let list = accepted.joined(separator: ", ")
    let field: HTTPField.Name? = method == .patch ? .acceptPatch : method == .post ? .acceptPost : nil
    return Problem(
      status: .unsupportedMediaType, type: "newsroom:unsupportedMediaType", title: "Unsupported Media Type",
      message: .unsupportedMediaType(type, list), fields: field.map { [$0: list] } ?? [:])
  }

  static func notAcceptable(offered: [String]) -> Problem {
    Problem(
      status: .notAcceptable, type: "newsroom:notAcceptable", title: "Not Acceptable",
      message: .notAcceptable(offered.joined(separator: ", ")))
  }

  /// A preview link with a valid signature that has expired or was revoked.
  static let previewEnded = Problem(
    status: .gone, type: "newsroom:previewEnded", title: "Gone", message: .previewEnded)

  /// A cursor from before a restore of the public file.
  static let otherEpoch = Problem(
    status: .gone, type: "newsroom:otherEpoch", title: "Gone", message: .otherEpoch)

  /// A request that the server refused before routing.
  static func refused(_ refusal: Refusal) -> Problem {
    var members = JSONObject([("code", .string(refusal.code.rawValue)), ("reason", .string(refusal.clause))])
    if let limit = refusal.limit {
      members["limit"] = ["name": .string(limit.name), "value": .integer(limit.value), "unit": .string(limit.unit)]
    }
    let isBadRequest = refusal.status == .badRequest
    return Problem(
      status: refusal.status, type: isBadRequest ? "belgif:badRequest" : "newsroom:\(refusal.code.rawValue)",
      title: refusal.status.reasonPhrase, message: .refused(refusal),
      fields: refusal.status == .serviceUnavailable ? [.retryAfter: "1"] : [:], members: members)
  }

  static let internalError = Problem(
    status: .internalServerError, type: "belgif:internalServerError", title: "Internal Server Error",
    message: .internalError)

  package static func unavailable(_ message: LocalizedText) -> Problem {
    Problem(
      status: .serviceUnavailable, type: "belgif:serviceUnavailable", title: "Service Unavailable",
      message: message, fields: [.retryAfter: "5"])
  }
}

extension HTTPField.Name {
  static let acceptPost = HTTPField.Name(static: "Accept-Post")
  static let acceptPatch = HTTPField.Name(static: "Accept-Patch")
}

extension HTTPResponse.Status {
  /// RFC 6585 section 3.
  static let preconditionRequired = HTTPResponse.Status(code: 428, reasonPhrase: "Precondition Required")
}

// The preconditions that can make a request fail (RFC 9110 section 13).

import Bytes
import Desk
import HTTP
import HTTPTypes

extension Request {
  /// Checks that a tag in If-Match is of the current revision, or that If-Match is `*` (RFC 9110 section 13.1.1).
  /// - Throws: a 428 `Problem` without If-Match, and a 412 when a precondition is false.
  func requireMatch(_ current: Outcome) throws {
    try respectMatch(current)
    if fields[.ifMatch] == nil { throw Problem.preconditionRequired }
  }

  /// Checks If-Match and If-None-Match of a write, if it has them.
  /// - Throws: a 412 `Problem`.
  func respectMatch(_ current: @autoclosure () throws -> Outcome) throws {
    guard fields[.ifMatch] != nil || fields[.ifNoneMatch] != nil else { return }
    let current = try current()
    if let tags = fields[.ifMatch], !EntityTags(tags).contains(revision: current.revisionTag) {
      throw Problem.preconditionFailed(current: current.etag)
    }
    if let tags = fields[.ifNoneMatch], EntityTags(tags).contains(current.etag, weakly: true) {
      throw Problem.existsAlready(current.etag)
    }
  }

  /// Checks If-Match, or without it If-Unmodified-Since, of a read (RFC 9110 section 13.2.2). The server evaluates
  /// If-None-Match and If-Modified-Since, which give 304.
  /// - Parameter response: the response without preconditions, which apply to a success only (RFC 9110 section 13.2.1).
  /// - Throws: a 412 `Problem`.
  func checkRead(_ response: Response) throws(Problem) {
    guard method == .get || method == .head, response.status == .ok else { return }
    let etag = response.fields[.eTag]
    if let tags = fields[.ifMatch] {
      guard EntityTags(tags).contains(etag ?? "", weakly: false) else { throw .preconditionFailed(current: etag) }
    } else if fields[values: .ifUnmodifiedSince].count == 1,
      let since = fields[.ifUnmodifiedSince].flatMap({ HTTPDate.parse($0) }),
      let modified = response.fields[.lastModified].flatMap({ HTTPDate.parse($0) }), modified > since
    {
      throw .preconditionFailed(current: etag)
    }
  }
}

// The interface between the server and the application.

import HTTP

/// The application, as seen by the server.
package protocol Responder: Sendable {
  /// The cached answer for this key that is still valid at `now` (milliseconds since 1970), or nil.
  /// Called on an event loop, so it must neither block nor allocate.
  func remembered(_ key: AnswerKey, at now: Int64) -> Answer?

  /// The answer to a request. Called on a worker; it may block.
  func respond(to request: Request) -> Answer

  /// Whether the token or session of a request is valid, so that it may have more content than `Limits.body`. The
  /// request has no content yet. Called on a worker.
  func hasValidCredentials(_ request: Request) -> Bool

  /// The answer to a request whose content has not arrived, if no content can change it; nil when the content is
  /// needed. Called on a worker, before a client that waits for it is asked for the content.
  func answer(toHead request: Request) -> Answer?

  /// The error document for a refused request. Called on an event loop, so it must not block.
  /// - Parameter acceptLanguage: the client's `Accept-Language`, if it could be read.
  func refuse(_ refusal: Refusal, acceptLanguage: String?) -> Answer
}

extension Responder {
  package func answer(toHead request: Request) -> Answer? { nil }
}

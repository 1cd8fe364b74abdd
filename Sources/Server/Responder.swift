// The one door between the server and the application.

import HTTP

/// The application, as the server sees it.
package protocol Responder: Sendable {
  /// A finished answer that is kept for this key and still true at `now` (milliseconds since 1970), or nil.
  /// Called on an event loop: it must neither block nor allocate.
  func remembered(_ key: AnswerKey, at now: Int64) -> Answer?

  /// The answer to a request. Called on a worker; it may take its time.
  func respond(to request: Request) -> Answer

  /// Whether a request may carry more content than `Limits.body`, because its token or session is valid. It has no
  /// content yet. Called on a worker.
  func hasValidCredentials(_ request: Request) -> Bool

  /// The document that tells a client why its request is refused. Called on an event loop, so it must not block.
  /// - Parameter acceptLanguage: the client's wish, as far as its request could be read.
  func refuse(_ refusal: Refusal, acceptLanguage: String?) -> Answer
}

// Content that is made while it is sent.

/// The pieces of a content, one after another.
package protocol BodySource: Sendable {
  /// The next piece, nil at the end. Called on a worker, one call at a time, and only when the client has taken nearly
  /// all that was given before. An error breaks the connection off, so that the client sees that content is missing.
  /// An empty piece says that there is no more now: nothing is asked again before `whenMore` calls.
  func next() throws -> [UInt8]?

  /// To be called after an empty piece, on an event loop. Calls back once there is more, from any thread, and at once
  /// when it has come meanwhile. A source that waits holds no worker.
  func whenMore(_ resume: @escaping @Sendable () -> Void)
}

extension BodySource {
  package func whenMore(_ resume: @escaping @Sendable () -> Void) { resume() }
}

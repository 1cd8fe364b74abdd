// Content that is produced while it is sent.

/// A content in pieces, from first to last.
package protocol BodySource: Sendable {
  /// The next piece, or nil at the end. An empty piece means that no more is available until `whenMore` calls back.
  /// Runs on a worker, one call at a time, when the client has received nearly all earlier pieces. An error closes the
  /// connection, so that the client sees that the content is incomplete.
  func next() throws -> [UInt8]?

  /// Call it after an empty piece, on an event loop. It calls `resume` from any thread once more is available, or
  /// at once if more has arrived meanwhile. A waiting source occupies no worker.
  func whenMore(_ resume: @escaping @Sendable () -> Void)
}

extension BodySource {
  package func whenMore(_ resume: @escaping @Sendable () -> Void) { resume() }
}

// The cache of finished public responses, kept in memory for one generation of the public file.

import Catalog
import HTTP
import Synchronization

/// Responses by target and negotiated fields. The cache is emptied when the public file changes, when the next
/// scheduled instant comes, and when it is full.
package final class AnswerCache: Sendable {
  private struct Contents: ~Copyable {
    var state: PublicFile.State
    var answers = AnswerTable()
    var bytes = 0
  }

  private let contents: Mutex<Contents>
  private let following = Mutex(())
  private let limit: Int

  /// - Parameter limit: the largest total size of the responses, in bytes.
  package init(state: PublicFile.State, limit: Int = 16 << 20) {
    self.limit = limit
    contents = Mutex(Contents(state: state))
  }

  package var state: PublicFile.State { contents.withLock { $0.state } }

  /// Runs on the event loops, so it neither blocks for long nor allocates.
  /// - Parameter now: milliseconds since 1970.
  package func answer(for key: AnswerKey, at now: Int64) -> Answer? {
    contents.withLock { contents in
      if let next = contents.state.nextInstant, next <= now { return nil }
      return contents.answers.answer(for: key)
    }
  }

  /// Keeps a response that was computed while the file was in `state`, unless the file has changed since.
  func keep(_ answer: Answer, for key: AnswerKey, of state: PublicFile.State) {
    contents.withLock { contents in
      // A stream can be sent only once, and a large response would displace many others.
      let size = answer.bytes + key.count
      guard contents.state == state, !answer.isStream, size <= limit / 4 else { return }
      if contents.bytes + size > limit {
        contents.answers.removeAll()
        contents.bytes = 0
      }
      let old = contents.answers.keep(answer, for: key)
      contents.bytes += size - (old.map { $0.bytes + key.count } ?? 0)
    }
  }

  /// Takes the new state of the public file and empties the cache when it differs.
  ///
  /// The state is read under a lock, so of two concurrent calls none puts an older state after a newer one.
  /// - Returns: whether the state has changed.
  @discardableResult
  package func follow(_ state: () throws -> PublicFile.State) rethrows -> Bool {
    try following.withLock { _ in
      let state = try state()
      return contents.withLock { contents in
        guard contents.state != state else { return false }
        contents.state = state
        contents.answers.removeAll()
        contents.bytes = 0
        return true
      }
    }
  }
}

// The cache of finished public responses, kept in memory for one generation of the public file.

import Catalog
import HTTP
import Synchronization

/// Responses by target and negotiated fields. The cache is emptied when the public file changes and when the next
/// scheduled instant comes.
///
/// A new and an old table hold the responses, each up to half the limit. When the new table is full, it becomes the old
/// one, whose responses are dropped. A hit in the old table moves to the new one, so responses in use stay.
package final class AnswerCache: Sendable {
  private struct Generation: ~Copyable {
    var answers = AnswerTable()
    var bytes = 0

    mutating func removeAll() {
      answers.removeAll()
      bytes = 0
    }
  }

  private struct Contents: ~Copyable {
    var state: PublicFile.State
    var new = Generation()
    var old = Generation()

    mutating func keep(_ answer: Answer, for key: AnswerKey, limit: Int) {
      let size = answer.bytes + key.count
      if new.bytes + size > limit {
        swap(&new, &old)
        new.removeAll()
      }
      let replaced = new.answers.keep(answer, for: key)
      new.bytes += size - (replaced.map { $0.bytes + key.count } ?? 0)
    }
  }

  private let contents: Mutex<Contents>
  private let following = Mutex(())
  /// The largest size of a table, in bytes.
  private let limit: Int

  /// - Parameter limit: the largest total size of the responses, in bytes.
  package init(state: PublicFile.State, limit: Int = 16 << 20) {
    self.limit = limit / 2
    contents = Mutex(Contents(state: state))
  }

  package var state: PublicFile.State { contents.withLock { $0.state } }

  /// Runs on the event loops, so it does not block for long. It allocates only to move an answer to the new table.
  /// - Parameter now: milliseconds since 1970.
  package func answer(for key: AnswerKey, at now: Int64) -> Answer? {
    contents.withLock { contents in
      if let next = contents.state.nextInstant, next <= now { return nil }
      if let answer = contents.new.answers.answer(for: key) { return answer }
      guard let answer = contents.old.answers.answer(for: key) else { return nil }
      contents.keep(answer, for: key.kept, limit: limit)
      return answer
    }
  }

  /// Keeps a response that was computed while the file was in `state`, unless the file has changed since.
  func keep(_ answer: Answer, for key: AnswerKey, of state: PublicFile.State) {
    contents.withLock { contents in
      // A stream can be sent only once, and a large response would displace many others.
      guard contents.state == state, !answer.isStream, answer.bytes + key.count <= limit / 2 else { return }
      contents.keep(answer, for: key, limit: limit)
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
        contents.new.removeAll()
        contents.old.removeAll()
        return true
      }
    }
  }
}

// Finished public answers, kept in memory for one generation of the public file.

import Catalog
import HTTP
import Synchronization

/// Answers by target and negotiated fields. Simple and bounded: emptied when the public file moves, when the next
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

  /// - Parameter limit: bytes of answers kept at most.
  package init(state: PublicFile.State, limit: Int = 16 << 20) {
    self.limit = limit
    contents = Mutex(Contents(state: state))
  }

  package var state: PublicFile.State { contents.withLock { $0.state } }

  /// Runs on the event loops: neither blocks for long nor allocates.
  /// - Parameter now: milliseconds since 1970.
  package func answer(for key: AnswerKey, at now: Int64) -> Answer? {
    contents.withLock { contents in
      if let next = contents.state.nextInstant, next <= now { return nil }
      return contents.answers.answer(for: key)
    }
  }

  /// Keeps an answer that was computed while the file was in `state`; one of an older state is let go.
  func keep(_ answer: Answer, for key: AnswerKey, of state: PublicFile.State) {
    contents.withLock { contents in
      // A stream can be sent once, and one answer is not worth all the others.
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

  /// The public file has moved. Whoever reads its state first also brings it here first: two that notice at the same
  /// time can't put an older state after a newer one.
  /// - Returns: whether it is another state than before.
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

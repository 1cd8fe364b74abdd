// What reaches an event loop from other threads.

import Bytes
import CLinux
import Foundation
import HTTP
import Synchronization

/// Names a connection of a loop even after it is gone: its slot may be taken again, its generation is not.
struct ConnectionTag: Sendable, Equatable {
  let slot: UInt32
  let generation: UInt32

  init(slot: UInt32, generation: UInt32) {
    self.slot = slot
    self.generation = generation
  }

  init(_ bits: UInt64) {
    self.init(slot: UInt32(truncatingIfNeeded: bits), generation: UInt32(truncatingIfNeeded: bits >> 32))
  }

  var bits: UInt64 { UInt64(slot) | UInt64(generation) << 32 }
}

/// One thing to tell a loop.
enum LoopMessage: Sendable {
  /// A connection that was accepted, and whether its peer speaks for others.
  case connection(Int32, IPAddress, isProxy: Bool)
  /// The answer to the request that this connection waits for.
  case answer(ConnectionTag, Answer, Answer.Part)
  /// Whether the credentials are valid with which this connection announces its content.
  case credentials(ConnectionTag, areValid: Bool)
  /// The next piece of a stream, nil at its end.
  case piece(ConnectionTag, Result<[UInt8]?, any Error>)
  /// A stream that had no more has more.
  case more(ConnectionTag)
  /// Finish what is in flight, and close the rest.
  case stop
  /// Close everything now.
  case abandon
}

/// Letters for one loop, and the eventfd in its epoll set that tells it so.
final class Inbox: Sendable {
  /// The tag of the eventfd in the epoll set.
  static let tag = UInt64.max

  let descriptor: Int32
  private let messages = Mutex<[LoopMessage]>([])

  init() {
    descriptor = eventfd_open()
  }

  deinit { close(descriptor) }

  /// Adds a letter. Rings only for the first, since the loop takes them all at once.
  func post(_ message: LoopMessage) {
    let wasEmpty = messages.withLock { messages in
      messages.append(message)
      return messages.count == 1
    }
    if wasEmpty { _ = eventfd_ring(descriptor) }
  }

  /// Wakes the loop without a letter.
  func ring() {
    _ = eventfd_ring(descriptor)
  }

  /// Takes all letters; `spare` is what the loop took the last time, emptied, so that two arrays serve for ever.
  func collect(into spare: inout [LoopMessage]) {
    _ = eventfd_hush(descriptor)
    messages.withLock { swap(&$0, &spare) }
  }
}

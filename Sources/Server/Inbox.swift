// Messages from other threads to an event loop.

import Bytes
import CLinux
import Foundation
import HTTP
import Synchronization

/// Identifies a connection even after it is closed: its slot may be reused, but its generation is not.
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

/// A message to a loop.
enum LoopMessage: Sendable {
  /// An accepted connection, and whether its peer is a proxy.
  case connection(Int32, IPAddress, isProxy: Bool)
  /// The answer to the request that this connection waits for.
  case answer(ConnectionTag, Answer, Answer.Part)
  /// Whether the credentials of this connection's request are valid for its content.
  case credentials(ConnectionTag, areValid: Bool)
  /// The answer to this connection's request, whose content is not needed.
  case refusal(ConnectionTag, Answer)
  /// The next piece of a stream, nil at its end.
  case piece(ConnectionTag, Result<[UInt8]?, any Error>)
  /// A waiting stream has more content.
  case more(ConnectionTag)
  /// Finish requests in progress and close the other connections.
  case stop
  /// Close all connections now.
  case abandon
}

/// The messages for one loop, and the eventfd in its epoll set that signals them.
final class Inbox: Sendable {
  /// The tag of the eventfd in the epoll set.
  static let tag = UInt64.max

  let descriptor: Int32
  private let messages = Mutex<[LoopMessage]>([])

  init() {
    descriptor = eventfd_open()
  }

  deinit { close(descriptor) }

  /// Adds a message. Rings only for the first, because the loop takes all messages at once.
  func post(_ message: LoopMessage) {
    let wasEmpty = messages.withLock { messages in
      messages.append(message)
      return messages.count == 1
    }
    if wasEmpty { _ = eventfd_ring(descriptor) }
  }

  /// Wakes the loop without a message.
  func ring() {
    _ = eventfd_ring(descriptor)
  }

  /// Takes all messages. `spare` must be empty; the two arrays are swapped, so that both are reused.
  func collect(into spare: inout [LoopMessage]) {
    _ = eventfd_hush(descriptor)
    messages.withLock { swap(&$0, &spare) }
  }
}

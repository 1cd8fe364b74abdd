// The HTTP/1.1 server: serving and stopping. (Listening is `ListeningSocket`, opened first, so that the port is known.)

import Dispatch
import Foundation
import HTTP

/// A server of HTTP/1.1 and HTTP/1.0 on sockets of its own.
///
/// One Dispatch source accepts connections and deals them out in turn to one event loop per core. Answers that the
/// application remembers are sent from the loop; all other requests are answered on a fixed number of worker threads.
package final class Server: Sendable {
  private let listener: Listener
  private let loops: [EventLoop]
  private let workers: WorkerPool

  /// - Parameters:
  ///   - socket: clients may connect to it already; they are served once ``start()`` is called.
  ///   - limits: sizes, counts and times beyond which clients are refused.
  ///   - loops: event loops; one for each core is what was measured to be best.
  ///   - workers: threads for the requests that no loop can answer by itself.
  package init(
    socket: consuming ListeningSocket, limits: Limits = Limits(),
    loops: Int = ProcessInfo.processInfo.activeProcessorCount, workers: Int = 4, responder: any Responder
  ) {
    let admission = Admission(limits: limits)
    let pool = WorkerPool(workers: workers, limit: limits.queuedRequests)
    let service = Service(limits: limits, responder: responder, workers: pool, admission: admission)
    self.loops = (0..<max(1, loops)).map { EventLoop(number: $0, service: service) }
    self.workers = pool
    listener = Listener(socket: socket, loops: self.loops, admission: admission)
  }

  /// Begins to serve.
  package func start() {
    for loop in loops { loop.start() }
    listener.start()
  }

  /// Stops listening, lets every request that has begun come to its answer, and closes all connections.
  /// - Parameter seconds: the longest that this may take; what is not answered by then is broken off.
  package func stop(within seconds: Double) async {
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async { [self] in
        stopAndWait(seconds)
        continuation.resume()
      }
    }
  }

  /// The same for a caller that may block.
  package func stopAndWait(_ seconds: Double) {
    listener.stop()
    let ended = DispatchGroup()
    for loop in loops {
      ended.enter()
      loop.stop { ended.leave() }
    }
    if ended.wait(timeout: .now() + seconds) == .timedOut {
      for loop in loops { loop.mailbox.post(.abandon) }
      _ = ended.wait(timeout: .now() + 1)
    }
    workers.stop()
  }
}

// The HTTP/1.1 server: serving and stopping, on a socket that listens already.

import Bytes
import CLinux
import Dispatch
import Foundation
import HTTP
import Synchronization

/// A server of HTTP/1.1 and HTTP/1.0 on sockets of its own.
///
/// A Dispatch source for each socket accepts connections and deals them out in turn to one event loop per core. Answers
/// that the application remembers are sent from the loop; all other requests are answered on a fixed number of worker
/// threads.
package final class Server: Sendable {
  private let listeners: Mutex<[Listener]>
  private let loops: [EventLoop]
  private let workers: WorkerPool
  private let log: AccessLog?
  private let admission: Admission
  private let connections: Int
  private let proxies: [AddressRange]

  /// - Parameters:
  ///   - socket: clients may connect to it already; they are served once ``start()`` is called.
  ///   - limits: sizes, counts and times beyond which clients are refused.
  ///   - loops: event loops; one for each core that the process may use is what was measured to be best.
  ///   - workers: threads for the requests that no loop can answer by itself.
  ///   - log: where each request gets its line; it is ended with the server.
  package init(
    socket: consuming ListeningSocket, limits: Limits = Limits(),
    loops: Int = Server.usableCores, workers: Int = 4, log: AccessLog? = nil,
    responder: any Responder
  ) {
    let admission = Admission(limits: limits)
    let pool = WorkerPool(workers: workers, limit: limits.queuedRequests)
    let service = Service(limits: limits, responder: responder, workers: pool, admission: admission, log: log)
    self.loops = (0..<max(1, loops)).map { EventLoop(number: $0, service: service) }
    self.workers = pool
    self.log = log
    self.admission = admission
    connections = limits.connections
    proxies = limits.proxies
    listeners = Mutex([])
    listen(on: socket)
  }

  /// One socket more to serve. To be called before ``start()``.
  package func listen(on socket: consuming ListeningSocket) {
    let listener = Listener(socket: socket, loops: loops, admission: admission, proxies: proxies)
    listeners.withLock { $0.append(listener) }
  }

  /// The cores that the process may run on, which can be fewer than the machine has.
  package static var usableCores: Int { Int(cores_usable()) }

  /// Begins to serve.
  package func start() {
    makeRoom()
    for loop in loops { loop.start() }
    for listener in listeners.withLock({ $0 }) { listener.start() }
  }

  /// A process may open more descriptors than it may at first; those of files come beside those of connections.
  private func makeRoom() {
    var room = rlimit()
    let kind = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    guard getrlimit(kind, &room) == 0 else { return }
    room.rlim_cur = min(room.rlim_max, max(room.rlim_cur, rlim_t(connections + 256)))
    setrlimit(kind, &room)
  }

  /// What it is doing at the moment.
  package func describe(in exposition: inout Exposition) {
    exposition.write(.gauge, "http_connections", "Open connections.", Double(admission.open))
    exposition.write(.gauge, "http_connections_limit", "Open connections at most.", Double(connections))
    exposition.write(
      .gauge, "newsroom_worker_queue", "Requests and pieces of streams that wait for a worker.", Double(workers.waiting)
    )
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
    for listener in listeners.withLock({ $0 }) { listener.stop() }
    let ended = DispatchGroup()
    for loop in loops {
      ended.enter()
      loop.stop { ended.leave() }
    }
    if ended.wait(timeout: .now() + seconds) == .timedOut {
      for loop in loops { loop.inbox.post(.abandon) }
      _ = ended.wait(timeout: .now() + 1)
    }
    workers.stop()
    log?.end(within: 1)
  }
}

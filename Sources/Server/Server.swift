// The HTTP/1.1 server: start and stop, on sockets that already listen.

import Bytes
import CLinux
import Dispatch
import Foundation
import HTTP
import Synchronization

/// A server for HTTP/1.1 and HTTP/1.0.
///
/// A Dispatch source for each socket accepts connections and distributes them in turn to one event loop per core.
/// The loops send cached answers themselves; a fixed number of worker threads answers all other requests (`Service`).
package final class Server: Sendable {
  private let listeners: Mutex<[Listener]>
  private let loops: [EventLoop]
  private let pools: [WorkerPool]
  private let log: AccessLog?
  private let admission: Admission
  private let connections: Int
  private let proxies: [AddressRange]

  /// - Parameters:
  ///   - socket: clients may already connect to it; they are served after ``start()``.
  ///   - limits: the sizes, counts and times beyond which clients are refused.
  ///   - loops: the number of event loops; measurements favor one per usable core.
  ///   - workers: the number of threads for reads that are not answered from the cache, and of those for writes.
  ///   - healthPath: the path of the health check, which has a thread of its own.
  ///   - log: gets a line for each request; it ends with the server.
  package init(
    socket: consuming ListeningSocket, limits: Limits = Limits(),
    loops: Int = Server.usableCores, workers: Int = 4, healthPath: String = "/health", log: AccessLog? = nil,
    responder: any Responder
  ) {
    let admission = Admission(limits: limits)
    // The loops and the health check come first: they work for all clients, and for microseconds.
    let reads = WorkerPool("read", workers: workers, limit: limits.queuedRequests, niceness: Self.niceness)
    let writes = WorkerPool("write", workers: workers, limit: limits.queuedRequests, niceness: Self.niceness)
    let health = WorkerPool("health", workers: 1, limit: limits.queuedRequests)
    let service = Service(
      limits: limits, responder: responder, reads: reads, writes: writes, health: health, healthPath: healthPath,
      admission: admission, log: log)
    self.loops = (0..<max(1, loops)).map { EventLoop(number: $0, service: service) }
    pools = [reads, writes, health]
    self.log = log
    self.admission = admission
    connections = limits.connections
    proxies = limits.proxies
    listeners = Mutex([])
    listen(on: socket)
  }

  /// Adds a socket. Call it before ``start()``.
  package func listen(on socket: consuming ListeningSocket) {
    let listener = Listener(socket: socket, loops: loops, admission: admission, proxies: proxies)
    listeners.withLock { $0.append(listener) }
  }

  /// The niceness of the threads that read and write, so that they delay neither the loops nor the health check.
  private static let niceness: Int32 = 10

  /// The number of cores that the process may use, which may be fewer than the machine has.
  package static var usableCores: Int { Int(cores_usable()) }

  /// Starts to serve.
  package func start() {
    makeRoom()
    for loop in loops { loop.start() }
    for listener in listeners.withLock({ $0 }) { listener.start() }
  }

  /// Raises the limit of open descriptors, with room for files in addition to connections.
  private func makeRoom() {
    var room = rlimit()
    let kind = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    guard getrlimit(kind, &room) == 0 else { return }
    room.rlim_cur = min(room.rlim_max, max(room.rlim_cur, rlim_t(connections + 256)))
    setrlimit(kind, &room)
  }

  /// Writes the current state as metrics.
  package func describe(in exposition: inout Exposition) {
    exposition.write(.gauge, "http_connections", "Open connections.", Double(admission.open))
    exposition.write(.gauge, "http_connections_limit", "The limit of open connections.", Double(connections))
    exposition.write(
      .gauge, "newsroom_worker_queue", "Requests and stream pieces that wait for a worker.",
      Double(pools.map(\.waiting).reduce(0, +)))
  }

  /// Stops listening, finishes the requests in progress, and closes all connections.
  /// - Parameter seconds: the time limit; requests not answered by then are aborted.
  package func stop(within seconds: Double) {
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
    for pool in pools { pool.stop() }
    log?.end(within: 1)
  }
}

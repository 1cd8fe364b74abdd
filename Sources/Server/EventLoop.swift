// An event loop: an epoll set behind one Dispatch source, and the connections in it.

import Bytes
import CLinux
import Dispatch
import Foundation
import HTTP

/// The objects that all loops of a server share.
struct Service: Sendable {
  let limits: Limits
  let responder: any Responder
  /// The threads for requests that read. Those that write have their own, because an upload may take seconds.
  let reads: WorkerPool
  let writes: WorkerPool
  /// One thread for the health check, which must not wait for costly requests: a supervisor would restart the service.
  let health: WorkerPool
  let healthPath: String
  let admission: Admission
  let log: AccessLog?
  let flights = Flights()

  func pool(for request: Request) -> WorkerPool {
    switch request.method {
    case .get, .head, .options: request.path == healthPath ? health : reads
    default: writes
    }
  }
}

/// An epoll set, which is closed when neither its loop nor its Dispatch source needs it.
private final class EpollSet: Sendable {
  let descriptor = epoll_open()

  deinit { close(descriptor) }
}

/// The connections of one core.
///
/// Unchecked, because its state is used only on `queue`, which the compiler cannot verify through a Dispatch source.
/// Other threads use only `inbox` and `service`, which are Sendable.
final class EventLoop: @unchecked Sendable {
  let inbox = Inbox()
  let service: Service
  let queue: DispatchQueue
  private let epoll = EpollSet()
  let isLogging: Bool

  var open = 0
  var generation: UInt32 = 0

  /// Milliseconds of a monotonic clock.
  var now: Int64 = 0
  var isTicking = false
  var isStopping = false
  var stopped: (@Sendable () -> Void)?

  /// The read buffer, and all other buffers of a request. All connections of the loop share them.
  let input: UnsafeMutableBufferPointer<UInt8>
  private let buffers: UnsafeMutablePointer<Buffers>

  private let ready: UnsafeMutablePointer<epoll_ready>
  private var messages: [LoopMessage] = []
  private var source: (any DispatchSourceRead)?
  /// The difference between milliseconds since 1970 and `now`.
  private var epoch: Int64 = 0
  private var nextSecond: Int64 = 0

  static let inputSize = 32 * 1024
  private static let batch: Int32 = 256

  init(number: Int, service: Service) {
    self.service = service
    isLogging = service.log != nil
    // Without a target, each serial queue could occupy a thread of its own.
    queue = DispatchQueue(label: "newsroom.loop.\(number)", target: .global())
    input = .allocate(capacity: Self.inputSize)
    ready = .allocate(capacity: Int(Self.batch))
    buffers = .allocate(capacity: 1)
    buffers.initialize(to: Buffers(lines: AccessLines(for: service.log)))
    _ = epoll_add(epoll.descriptor, inbox.descriptor, epoll_readable, Inbox.tag)
    readClocks()
  }

  deinit {
    source?.cancel()
    input.deallocate()
    ready.deallocate()
    buffers.deinitialize(count: 1)
    buffers.deallocate()
  }

  /// Starts serving. The epoll descriptor is readable while anything in the set is ready, so one Dispatch source wakes
  /// this loop for all its connections, and an idle loop uses no processor time.
  func start() {
    let source = DispatchSource.makeReadSource(fileDescriptor: set, queue: queue)
    source.setEventHandler { [weak self] in self?.run() }
    // Dispatch needs the descriptor until here.
    source.setCancelHandler { [epoll] in withExtendedLifetime(epoll) {} }
    self.source = source
    source.activate()
  }

  var isStarted: Bool { source != nil }

  /// The descriptor of the epoll set.
  var set: Int32 { epoll.descriptor }

  /// Handles events while there are any, up to a limit that gives timers and other work of this queue a chance.
  private func run() {
    var left = 64
    while left > 0, pass(timeout: 1) > 0 { left -= 1 }
    if !pending.isEmpty { inbox.ring() }
    if isStopping, open == 0 { end() }
  }

  private func pass(timeout: Int32) -> Int {
    let count = Int(epoll_collect(set, ready, Self.batch, pending.isEmpty ? timeout : 0))
    guard count > 0 || !pending.isEmpty else { return 0 }
    readClocks()
    let waiting = pending
    if !waiting.isEmpty { pending = [] }
    for index in 0..<max(0, count) { handle(ready[index]) }
    for tag in waiting {
      guard let connection = connection(tag) else { continue }
      connection.awaitsTurn = false
      guard connection.takesPending, connection.output == nil else { continue }
      processPending(connection)
      settle(connection)
    }
    return max(0, count) + waiting.count
  }

  private func handle(_ event: epoll_ready) {
    if event.tag == Inbox.tag { return handleMessages() }
    guard let connection = connection(ConnectionTag(event.tag)) else { return }
    if event.events & (epoll_error | epoll_hangup) != 0 { return drop(connection) }
    if event.events & epoll_writable != 0 { resumeWriting(connection) }
    if event.events & epoll_readable != 0, connection.phase != .closed { receive(connection) }
  }

  /// The connection with this tag, or nil if it is closed; events and answers may arrive late.
  func connection(_ tag: ConnectionTag) -> Connection? {
    guard tag.slot < connections.count, let connection = connections[Int(tag.slot)],
      connection.tag.generation == tag.generation
    else { return nil }
    return connection
  }

  private func handleMessages() {
    inbox.collect(into: &messages)
    for message in messages {
      switch message {
      case .connection(let descriptor, let peer, let isProxy): add(descriptor, peer, isProxy: isProxy)
      case .answer(let tag, let answer, let part): deliver(answer, part, to: tag)
      case .credentials(let tag, let areValid): takeContent(of: tag, withToken: areValid)
      case .refusal(let tag, let answer): refuseContent(of: tag, answer)
      case .piece(let tag, let piece): deliver(piece, to: tag)
      case .more(let tag): resume(tag)
      case .stop: stopIdle()
      case .abandon: for case let connection? in connections { drop(connection) }
      }
    }
    messages.removeAll(keepingCapacity: true)
  }

  func readClocks() {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC_COARSE, &time)
    now = Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    stamp.now = now + epoch
    // The time of day is read only once a second, or after a clock change.
    guard now >= nextSecond else { return }
    clock_gettime(CLOCK_REALTIME_COARSE, &time)
    let milliseconds = Int64(time.tv_nsec) / 1_000_000
    stamp.now = Int64(time.tv_sec) * 1_000 + milliseconds
    stamp.date = HTTPDate.bytes(Int64(time.tv_sec))
    epoch = stamp.now - now
    nextSecond = now + 1_000 - milliseconds
  }

  /// The buffers for reading and answering requests.
  ///
  /// They are behind a pointer because Swift checks exclusive access to class properties at run time, which would cost
  /// a quarter of a request's instructions. The queue already excludes concurrent access.
  private struct Buffers: ~Copyable {
    var connections: [Connection?] = []
    var vacant: [UInt32] = []
    var pending: [ConnectionTag] = []
    var output = OutputBuffer(capacity: 128 * 1024)
    var contents = SharedContents()
    var head = RequestHead()
    var key = AnswerKey()
    var stamp = Stamp(date: [], now: 0, trace: (0, 0))
    var traces = TraceIDs()
    var lines: AccessLines
  }

  /// The connections by their slots.
  var connections: [Connection?] {
    _read { yield buffers.pointee.connections }
    _modify { yield &buffers.pointee.connections }
  }

  /// Unused slots.
  var vacant: [UInt32] {
    _read { yield buffers.pointee.vacant }
    _modify { yield &buffers.pointee.vacant }
  }

  /// Connections that still contain a request after their turn.
  var pending: [ConnectionTag] {
    _read { yield buffers.pointee.pending }
    _modify { yield &buffers.pointee.pending }
  }

  var output: OutputBuffer {
    _read { yield buffers.pointee.output }
    _modify { yield &buffers.pointee.output }
  }

  var contents: SharedContents {
    _read { yield buffers.pointee.contents }
    _modify { yield &buffers.pointee.contents }
  }

  var head: RequestHead {
    _read { yield buffers.pointee.head }
    _modify { yield &buffers.pointee.head }
  }

  var key: AnswerKey {
    _read { yield buffers.pointee.key }
    _modify { yield &buffers.pointee.key }
  }

  var stamp: Stamp {
    _read { yield buffers.pointee.stamp }
    _modify { yield &buffers.pointee.stamp }
  }

  var traces: TraceIDs {
    _read { yield buffers.pointee.traces }
    _modify { yield &buffers.pointee.traces }
  }

  var lines: AccessLines {
    _read { yield buffers.pointee.lines }
    _modify { yield &buffers.pointee.lines }
  }

  /// Ends this loop when no connection remains.
  private func end() {
    handOverLines()
    source?.cancel()
    source = nil
    stopped?()
    stopped = nil
  }
}

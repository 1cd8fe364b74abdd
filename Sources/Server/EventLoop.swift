// One event loop: an epoll set behind one Dispatch source, and the connections in it.

import Bytes
import CLinux
import Dispatch
import Foundation
import HTTP

/// What all loops of a server share.
struct Service: Sendable {
  let limits: Limits
  let responder: any Responder
  let workers: WorkerPool
  let admission: Admission
  let log: AccessLog?
  let flights = Flights()
}

/// The connections of one core.
///
/// It is unchecked because its state is touched on `queue` alone, which the compiler cannot see through a Dispatch
/// source; only `mailbox` and `service` are used from elsewhere, and they are Sendable.
final class EventLoop: @unchecked Sendable {
  let mailbox = Mailbox()
  let service: Service
  let queue: DispatchQueue
  let set: Int32
  let isLogging: Bool

  var open = 0
  var generation: UInt32 = 0

  /// Milliseconds of a clock that only goes forward.
  var now: Int64 = 0
  var isTicking = false
  var isStopping = false
  var stopped: (@Sendable () -> Void)?

  /// One buffer for reading, and one of everything else that a request needs, serve all connections in turn.
  let input: UnsafeMutableBufferPointer<UInt8>
  private let desk: UnsafeMutablePointer<Desk>

  private let ready: UnsafeMutablePointer<epoll_ready>
  private var letters: [Letter] = []
  private var source: (any DispatchSourceRead)?
  /// What to add to `now` for milliseconds since 1970.
  private var epoch: Int64 = 0
  private var nextSecond: Int64 = 0

  static let inputSize = 32 * 1024
  private static let batch: Int32 = 256

  init(number: Int, service: Service) {
    self.service = service
    isLogging = service.log != nil
    // Without a target each serial queue may take a thread of its own.
    queue = DispatchQueue(label: "newsroom.loop.\(number)", target: .global())
    set = epoll_open()
    input = .allocate(capacity: Self.inputSize)
    ready = .allocate(capacity: Int(Self.batch))
    desk = .allocate(capacity: 1)
    desk.initialize(to: Desk(lines: AccessLines(for: service.log)))
    _ = epoll_add(set, mailbox.descriptor, epoll_readable, Mailbox.tag)
    readClocks()
  }

  deinit {
    source?.cancel()
    input.deallocate()
    ready.deallocate()
    desk.deinitialize(count: 1)
    desk.deallocate()
  }

  /// Begins to serve. The epoll descriptor is readable as long as anything in the set is ready, so one Dispatch source
  /// wakes this loop for all its connections, and none runs without load.
  func start() {
    let source = DispatchSource.makeReadSource(fileDescriptor: set, queue: queue)
    let set = set
    source.setEventHandler { [weak self] in self?.run() }
    source.setCancelHandler { close(set) }
    self.source = source
    source.activate()
  }

  var isStarted: Bool { source != nil }

  /// Serves while there is something to serve, but not for ever: timers and other work of this queue get their turn.
  private func run() {
    var left = 64
    while left > 0, pass(timeout: 1) > 0 { left -= 1 }
    if !again.isEmpty { mailbox.ring() }
    if isStopping, open == 0 { end() }
  }

  private func pass(timeout: Int32) -> Int {
    let count = Int(epoll_collect(set, ready, Self.batch, again.isEmpty ? timeout : 0))
    guard count > 0 || !again.isEmpty else { return 0 }
    readClocks()
    let waiting = again
    if !waiting.isEmpty { again = [] }
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
    if event.tag == Mailbox.tag { return openLetters() }
    guard let connection = connection(ConnectionTag(event.tag)) else { return }
    if event.events & (epoll_error | epoll_hangup) != 0 { return drop(connection) }
    if event.events & epoll_writable != 0 { resumeWriting(connection) }
    if event.events & epoll_readable != 0, connection.phase != .closed { receive(connection) }
  }

  /// The connection of this tag, unless it is gone; events and answers may come late.
  func connection(_ tag: ConnectionTag) -> Connection? {
    guard tag.slot < connections.count, let connection = connections[Int(tag.slot)],
      connection.tag.generation == tag.generation
    else { return nil }
    return connection
  }

  private func openLetters() {
    mailbox.collect(into: &letters)
    for letter in letters {
      switch letter {
      case .connection(let descriptor, let peer, let isProxy): add(descriptor, peer, isProxy: isProxy)
      case .answer(let tag, let answer, let form): deliver(answer, form, to: tag)
      case .credentials(let tag, let areValid): takeContent(of: tag, withToken: areValid)
      case .piece(let tag, let piece): deliver(piece, to: tag)
      case .more(let tag): resume(tag)
      case .stop: stopIdle()
      case .abandon: for case let connection? in connections { drop(connection) }
      }
    }
    letters.removeAll(keepingCapacity: true)
  }

  func readClocks() {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC_COARSE, &time)
    now = Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    stamp.now = now + epoch
    // The time of day is asked for only when a second has gone by, or a clock has been set.
    guard now >= nextSecond else { return }
    clock_gettime(CLOCK_REALTIME_COARSE, &time)
    let milliseconds = Int64(time.tv_nsec) / 1_000_000
    stamp.now = Int64(time.tv_sec) * 1_000 + milliseconds
    stamp.date = HTTPDate.bytes(Int64(time.tv_sec))
    epoch = stamp.now - now
    nextSecond = now + 1_000 - milliseconds
  }

  /// What a request is read into and answered from.
  ///
  /// It stands behind a pointer because Swift checks each access to a property of a class while the program runs, which
  /// cost a quarter of the instructions of a request; the queue already keeps accesses apart.
  private struct Desk: ~Copyable {
    var connections: [Connection?] = []
    var vacant: [UInt32] = []
    var again: [ConnectionTag] = []
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
    _read { yield desk.pointee.connections }
    _modify { yield &desk.pointee.connections }
  }

  /// Slots that are free.
  var vacant: [UInt32] {
    _read { yield desk.pointee.vacant }
    _modify { yield &desk.pointee.vacant }
  }

  /// Connections that have had their turn and still hold a request.
  var again: [ConnectionTag] {
    _read { yield desk.pointee.again }
    _modify { yield &desk.pointee.again }
  }

  var output: OutputBuffer {
    _read { yield desk.pointee.output }
    _modify { yield &desk.pointee.output }
  }

  var contents: SharedContents {
    _read { yield desk.pointee.contents }
    _modify { yield &desk.pointee.contents }
  }

  var head: RequestHead {
    _read { yield desk.pointee.head }
    _modify { yield &desk.pointee.head }
  }

  var key: AnswerKey {
    _read { yield desk.pointee.key }
    _modify { yield &desk.pointee.key }
  }

  var stamp: Stamp {
    _read { yield desk.pointee.stamp }
    _modify { yield &desk.pointee.stamp }
  }

  var traces: TraceIDs {
    _read { yield desk.pointee.traces }
    _modify { yield &desk.pointee.traces }
  }

  var lines: AccessLines {
    _read { yield desk.pointee.lines }
    _modify { yield &desk.pointee.lines }
  }

  /// Ends this loop: nothing is left to serve.
  private func end() {
    handOverLines()
    source?.cancel()
    source = nil
    stopped?()
    stopped = nil
  }
}

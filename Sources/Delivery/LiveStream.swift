// The live stream of public changes, shared by all its clients.

import Bytes
import Catalog
import Dispatch
import Foundation
import GRDB
import Storage
import Synchronization

/// The state that the clients of `GET /stream` share: the newest changes as rendered events, and a way to wake clients.
/// Each event is rendered once for all clients. A waiting client holds no thread.
package final class LiveStream: Sendable {
  /// A rendered change, and the facts that filters check.
  struct Entry: Sendable {
    let number: Int64
    let facts: EventFacts
    let bytes: [UInt8]
  }

  private struct State {
    /// Consecutive changes up to `last`.
    var recent: [Entry] = []
    var last: Int64
    var clients: [Int: IPAddress] = [:]
    var nextID = 0
    /// Counts heartbeats.
    var beat = 0
    var timer: (any DispatchSourceTimer)?
    var hasEnded = false
    var waiting: [Int: @Sendable () -> Void] = [:]
  }

  /// The most clients at once.
  package static let limit = 1_024
  /// The most changes kept in memory; a client that is further behind gets them from the file.
  private static let kept = 256
  /// Seconds of silence after which a comment keeps the connection alive.
  private static let heartbeat = 15
  private static let batch = 100

  package let epoch: String
  private let publicFile: PublicFile
  private let address: [UInt8]
  private let state: Mutex<State>
  private let queue = DispatchQueue(label: "stream")

  package init(_ publicFile: PublicFile, address: [UInt8]) throws {
    (self.publicFile, self.address) = (publicFile, address)
    epoch = try publicFile.epoch()
    let last = try publicFile.readers.read { db in try Int64.fetchOne(db, sql: "SELECT max(number) FROM changes") }
    state = Mutex(State(last: last ?? 0))
  }

  var last: Int64 { state.withLock { $0.last } }

  /// Reads new changes after a commit to the public file, and wakes waiting clients.
  package func moved() throws {
    let before = last
    let entries = try read(after: before, limit: Self.kept)
    guard let newest = entries.last else { return }
    let isWhole = entries.count < Self.kept
    let last =
      isWhole
      ? newest.number
      : try publicFile.readers.read { db in
        try Int64.fetchOne(db, sql: "SELECT max(number) FROM changes") ?? newest.number
      }
    wake { state in
      // Another thread may have been faster.
      guard state.last == before else { return }
      state.recent = isWhole ? Array((state.recent + entries).suffix(Self.kept)) : []
      state.last = last
    }
  }

  private func read(after number: Int64, limit: Int) throws -> [Entry] {
    try publicFile.readers.read { db in
      try Announcement.list(db, after: number, limit: limit, address: address)
    }.map { announcement in
      // The data of a server-sent event is one line (HTML): our JSON has no line breaks.
      var bytes = Array("id: \(epoch)-\(announcement.number)\nevent: \(announcement.type)\ndata: ".utf8)
      bytes += announcement.body
      bytes += "\n\n".utf8
      return Entry(number: announcement.number, facts: announcement.facts, bytes: bytes)
    }
  }

  private func wake(_ change: (inout State) -> Void) {
    let waiting = state.withLock { state in
      change(&state)
      defer { state.waiting = [:] }
      return state.waiting
    }
    for resume in waiting.values { resume() }
  }

  /// Ends the answers to all clients, since another file replaces this one.
  package func end() { wake { $0.hasEnded = true } }

  // MARK: Clients

  /// - Returns: the number of the new client; nil when there are too many, or when its network has as many as there
  ///   are free places, so that some places always remain for others. Clients on this machine are exempt from that.
  func enter(from address: IPAddress) -> Int? {
    state.withLock { state in
      let free = Self.limit - state.clients.count
      let network = address.network
      guard free > 0, address.isLoopback || state.clients.values.count(where: { $0 == network }) < free else {
        return nil
      }
      state.nextID += 1
      state.clients[state.nextID] = network
      if state.timer == nil { state.timer = heartbeatTimer() }
      return state.nextID
    }
  }

  func leave(_ id: Int) {
    state.withLock { state in
      state.waiting[id] = nil
      state.clients[id] = nil
      guard state.clients.isEmpty else { return }
      state.timer?.cancel()
      state.timer = nil
    }
  }

  private func heartbeatTimer() -> any DispatchSourceTimer {
    let timer = DispatchSource.makeTimerSource(queue: queue)
    timer.schedule(deadline: .now() + .seconds(Self.heartbeat), repeating: .seconds(Self.heartbeat))
    timer.setEventHandler { [weak self] in self?.wake { $0.beat += 1 } }
    timer.resume()
    return timer
  }

  fileprivate var beat: Int { state.withLock { $0.beat } }
  fileprivate var hasEnded: Bool { state.withLock { $0.hasEnded } }

  /// Calls `resume` once, when there is a change, heartbeat or end that the client has not seen.
  fileprivate func wait(_ id: Int, after number: Int64, beat: Int, _ resume: @escaping @Sendable () -> Void) {
    let isBehind = state.withLock { state in
      guard state.last == number, state.beat == beat, !state.hasEnded else { return true }
      state.waiting[id] = resume
      return false
    }
    if isBehind { resume() }
  }

  /// The next changes after a number, from memory or from the file; not always all of them.
  fileprivate func entries(after number: Int64) throws -> [Entry] {
    let recent: [Entry]? = state.withLock { state in
      if state.last <= number { return [] }
      guard let first = state.recent.first, first.number <= number + 1 else { return nil }
      return Array(state.recent.drop { $0.number <= number })
    }
    return try recent ?? read(after: number, limit: Self.batch)
  }
}

/// A client of the stream: the body of an endless answer.
package final class StreamClient: BodySource {
  private struct Place {
    var number: Int64
    var beat: Int
    var isOpen = false
  }

  private let stream: LiveStream
  private let id: Int
  private let filter: SubscriptionFilter
  private let place: Mutex<Place>

  /// Bytes after which a piece ends.
  private static let piece = 64 * 1024

  /// - Parameters:
  ///   - address: the address of the client.
  ///   - number: the number of the last change that the client has; nil to start with the next change.
  /// - Returns: nil when there are too many clients, in total or of the client's network.
  package init?(_ stream: LiveStream, from address: IPAddress, after number: Int64?, _ filter: SubscriptionFilter) {
    guard let id = stream.enter(from: address) else { return nil }
    (self.stream, self.id, self.filter) = (stream, id, filter)
    place = Mutex(Place(number: number ?? stream.last, beat: stream.beat))
  }

  deinit { stream.leave(id) }

  package func next() throws -> [UInt8]? {
    try place.withLock { place in
      guard !stream.hasEnded else { return nil }
      // Browsers reconnect after this number of milliseconds.
      var piece = place.isOpen ? [] : Array("retry: 3000\n\n".utf8)
      place.isOpen = true
      let beat = stream.beat
      while piece.count < Self.piece {
        let entries = try stream.entries(after: place.number)
        guard let last = entries.last else { break }
        for entry in entries where filter.takes(entry.facts) { piece += entry.bytes }
        place.number = last.number
      }
      if piece.isEmpty, place.beat != beat { piece = Array(":\n\n".utf8) }
      place.beat = beat
      return piece
    }
  }

  package func whenMore(_ resume: @escaping @Sendable () -> Void) {
    let (number, beat) = place.withLock { ($0.number, $0.beat) }
    stream.wait(id, after: number, beat: beat, resume)
  }
}

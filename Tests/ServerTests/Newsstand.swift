// The smallest application for a server, and a function that runs it.

import Bytes
import Foundation
import HTTP
import HTTPTypes
import RunningNewsroom
import Server
import Synchronization

/// Answers a few paths: `/client`, `/echo`, `/big`, `/kept` and `/kept/large` (cached), `/wait` (until released),
/// `/slow/kept` (until released, then cached), `/slow/own` (never cached), `/stream/…`. It checks
/// the credentials of `/slow/credentials` once released. The query `nice` asks for the niceness of the thread.
final class Newsstand: Responder {
  /// The number of pieces of each kind of stream, and the number of sources alive.
  let pieces = Atomic<Int>(0)
  let sources = Atomic<Int>(0)
  let handled = Atomic<Int>(0)
  /// The number of credential checks; only `Bearer valid` passes.
  let identified = Atomic<Int>(0)
  /// The news of `/stream/live`, and the callbacks for more.
  let news = Mutex<[String]>([])
  let listeners = Mutex<[@Sendable () -> Void]>([])
  private let gate = DispatchSemaphore(value: 0)
  private let kept: Answer
  private let keptLarge: Answer
  static let large = (0..<20_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) }
  /// The answers of `/slow/kept`.
  private let later = Mutex<[AnswerKey: Answer]>([:])

  init() {
    kept = Answer(
      Response(
        fields: [.contentType: "text/plain", .eTag: "\"kept\""], caching: .public(until: nil),
        body: .bytes(Array("kept".utf8))), acceptsGzip: false)
    keptLarge = Answer(Response(caching: .public(until: nil), body: .bytes(Self.large)), acceptsGzip: false)
  }

  /// Sends the same news to all listeners.
  func publish(_ text: String) {
    let waiting = listeners.withLock { listeners in
      defer { listeners = [] }
      return listeners
    }
    news.withLock { $0.append(text) }
    for resume in waiting { resume() }
  }

  /// Releases this many waiting requests.
  func release(_ count: Int = 1) {
    for _ in 0..<count { gate.signal() }
  }

  /// The number of pieces after it has stopped growing; 0 when it does not stop.
  func settledPieces() -> Int {
    for _ in 0..<50 {
      let before = pieces.load(ordering: .relaxed)
      usleep(100_000)
      if pieces.load(ordering: .relaxed) == before { return before }
    }
    return 0
  }

  func remembered(_ key: AnswerKey, at now: Int64) -> Answer? {
    if key == AnswerKey(target: "/kept") { return kept }
    if key == AnswerKey(target: "/kept/large") { return keptLarge }
    return later.withLock { $0[key] }
  }

  func respond(to request: Request) -> Answer {
    handled.add(1, ordering: .relaxed)
    let answer = Answer(response(to: request), acceptsGzip: request.acceptsGzip)
    if request.path == "/slow/kept", let key = request.key { later.withLock { $0[key] = answer } }
    return answer
  }

  func answer(toHead request: Request) -> Answer? {
    guard request.path == "/decided" else { return nil }
    return Answer(Response(status: .notFound, body: .bytes(Array("decided".utf8))), acceptsGzip: false)
  }

  func hasValidCredentials(_ request: Request) -> Bool {
    identified.add(1, ordering: .relaxed)
    if request.path == "/slow/credentials" { gate.wait() }
    return request.fields[.authorization] == "Bearer valid"
  }

  /// The niceness of this thread.
  static var niceness: Int32 { getpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0) }

  private func response(to request: Request) -> Response {
    switch request.path {
    case "/client": Response(body: .bytes(Array(request.client.utf8)))
    case "/echo": Response(body: .bytes(request.body))
    case "/big": Response(body: .bytes([UInt8](repeating: 120, count: 8 << 20)))
    case "/wait", "/slow/kept", "/slow/own":
      {
        gate.wait()
        return Response(
          fields: [.eTag: "\"slow\""], body: .bytes(Array((request.path == "/wait" ? "waited" : "slow").utf8)))
      }()
    case "/stream/three": Response(body: .stream(Pieces(stand: self, count: 3, size: 5)))
    case "/stream/long": Response(body: .stream(Pieces(stand: self, count: 100_000, size: 64 * 1024)))
    case "/stream/live": Response(body: .stream(Live(stand: self)))
    case "/stream/broken": Response(body: .stream(Pieces(stand: self, count: 2, size: 5, breaks: true)))
    case _ where request.query == "nice": Response(body: .bytes(Array("\(Self.niceness)".utf8)))
    default: Response(body: .bytes(Array((request.method.rawValue + " " + request.path).utf8)))
    }
  }

  func refuse(_ refusal: Refusal, acceptLanguage: String?) -> Answer {
    var fields: HTTPFields = [.contentType: "application/problem+json"]
    if refusal.status == .serviceUnavailable { fields[.retryAfter] = "1" }
    let text =
      "\(refusal.code.rawValue) \(refusal.limit?.name ?? "-") \(refusal.limit?.value ?? 0) \(acceptLanguage ?? "-")"
    return Answer(
      Response(status: refusal.status, fields: fields, caching: .noStore, body: .bytes(Array(text.utf8))),
      acceptsGzip: false)
  }
}

/// A stream that gets more content when it is notified.
final class Live: BodySource {
  private let stand: Newsstand
  private let seen = Mutex(0)

  init(stand: Newsstand) {
    self.stand = stand
    stand.sources.add(1, ordering: .relaxed)
  }

  deinit { stand.sources.subtract(1, ordering: .relaxed) }

  func next() throws -> [UInt8]? {
    let news = stand.news.withLock { $0 }
    return seen.withLock { seen in
      defer { seen = news.count }
      return Array(news.dropFirst(seen).joined().utf8)
    }
  }

  func whenMore(_ resume: @escaping @Sendable () -> Void) { stand.listeners.withLock { $0.append(resume) } }
}

/// A stream that counts its pieces, with an empty piece among them.
final class Pieces: BodySource {
  struct Broken: Error {}

  private let stand: Newsstand
  private let left: Atomic<Int>
  private let size: Int
  private let breaks: Bool

  init(stand: Newsstand, count: Int, size: Int, breaks: Bool = false) {
    self.stand = stand
    left = Atomic(count * 2)
    self.size = size
    self.breaks = breaks
    stand.sources.add(1, ordering: .relaxed)
  }

  deinit { stand.sources.subtract(1, ordering: .relaxed) }

  func next() throws -> [UInt8]? {
    let number = left.subtract(1, ordering: .relaxed).oldValue
    guard number > 0 else {
      if breaks { throw Broken() }
      return nil
    }
    guard number % 2 == 0 else { return [] }
    stand.pieces.add(1, ordering: .relaxed)
    return [UInt8](repeating: 97, count: size)
  }
}

/// The limits with a few changes.
func limits(_ change: (inout Limits) -> Void) -> Limits {
  var limits = Limits()
  change(&limits)
  return limits
}

/// Runs a server on a free loopback port during `use`, which runs on a thread that may block.
func serving<Value: Sendable>(
  _ limits: Limits = Limits(), loops: Int = 2, workers: Int = 2, log: AccessLog? = nil,
  stand: Newsstand = Newsstand(),
  _ use: @escaping @Sendable (Int, Newsstand) throws -> Value
) async throws -> Value {
  let socket = try ListeningSocket(host: "127.0.0.1", port: 0)
  let port = socket.port
  let server = Server(socket: socket, limits: limits, loops: loops, workers: workers, log: log, responder: stand)
  server.start()
  let result = await Result { () async throws(any Error) -> Value in try await blocking { try use(port, stand) } }
  stand.release(64)
  try await blocking { server.stop(within: 1) }
  return try result.get()
}

extension Result where Failure == any Error {
  init(_ work: () async throws(any Error) -> Success) async {
    do {
      self = .success(try await work())
    } catch {
      self = .failure(error)
    }
  }
}

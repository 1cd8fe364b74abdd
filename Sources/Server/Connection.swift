// The state of one client's connection between two events.

import Bytes
import HTTP

/// The state of one connection, used only on the queue of its loop. An idle connection holds no buffers: they exist
/// only while a request or an answer is in progress.
final class Connection {
  enum Phase {
    /// Waits for a request, or for the rest of its head.
    case reading
    /// A worker checks whether the credentials of a request allow its announced content.
    case identifying
    /// Waits for the content of a request.
    case body
    /// A worker handles the request.
    case working
    /// A worker produces the content of the answer.
    case streaming
    /// The last answer is sent, and further input is discarded.
    case lingering
    case closed
  }

  enum CloseState {
    case no
    /// The client asked to close and sends nothing more.
    case direct
    /// The client may still be sending, and must be able to read the answer first (RFC 9112 9.6).
    case lingering
  }

  let descriptor: Int32
  let tag: ConnectionTag
  let peer: IPAddress
  /// Whether the peer is one of the operator's proxies, which forwards the requests of others.
  let isProxy: Bool
  /// The peer's address in numeric notation, created when a request needs it.
  lazy var client = peer.text
  /// The network of the client that sent the current request, which a proxy may have named.
  var network: IPAddress

  var phase = Phase.reading
  var closing = CloseState.no
  /// The events that the epoll set reports for this connection; nil before it is added.
  var interest: UInt32?
  /// The start of the current wait, by the loop's clock.
  var since: Int64
  var requests: Int32 = 0
  /// Whether `pending` is the beginning of an incomplete head.
  var isPartial = false
  /// Whether `pending` contains requests that wait until other connections have been served.
  var awaitsTurn = false
  /// The length of `pending` at which it is parsed again, unless a line ends before.
  var recheck = 0
  /// When the connection began to linger.
  var lingersFrom: Int64 = 0
  /// How many more bytes of a lingering connection may be discarded.
  var lingerBytes = 0
  /// Received bytes that are not parsed yet.
  var pending: [UInt8] = []
  var upload: Upload?
  var output: UnsentOutput?
  var stream: StreamingAnswer?
  /// The client's trace id, which the answer repeats.
  var relatedTrace: [UInt8] = []
  var logged: LoggedRequest?
  /// Whether the client of the current request supports chunks, as HTTP/1.1 requires.
  var speaksChunks = true

  init(
    descriptor: Int32, tag: ConnectionTag, peer: IPAddress, isProxy: Bool, now: Int64
  ) {
    self.descriptor = descriptor
    self.tag = tag
    self.peer = peer
    self.isProxy = isProxy
    network = peer.network
    since = now
  }

  /// Whether no part of a request has arrived and no part of an answer remains. Empty lines do not count
  /// (RFC 9112 2.2).
  var isIdle: Bool { phase == .reading && output == nil && pending.allSatisfy { $0 == 13 || $0 == 10 } }
}

extension Connection {
  /// Whether `pending` can be processed: the rest of a request, or the next one.
  var takesPending: Bool { phase == .body || phase == .reading && closing == .no }
}

/// A request whose content is arriving.
final class Upload {
  var request: Request
  var decoder: ChunkedDecoder?
  /// The number of bytes still to arrive, when the length was declared.
  var remaining: Int
  /// The number of bytes that have arrived, including the framing of chunks.
  var received = 0
  /// When the content started to be accepted.
  private(set) var started: Int64 = 0
  /// Whether the client waits for `100 Continue` before it sends.
  let expectsContinue: Bool
  /// The declared length; nil for chunks.
  private let length: Int?
  private let limits: Limits

  init(_ request: Request, of head: borrowing RequestHead, limits: Limits) {
    self.request = request
    self.limits = limits
    expectsContinue = head.expectsContinue
    if case .length(let length) = head.framing { self.length = length } else { length = nil }
    remaining = length ?? 0
  }

  /// Whether the declared length is within `limit`; true for chunks.
  func isWithin(_ limit: Int) -> Bool { length.map { $0 <= limit } ?? true }

  /// Starts to accept the content.
  func begin(withToken: Bool, at now: Int64) {
    started = now
    if let length {
      request.body.reserveCapacity(length)
    } else {
      decoder = ChunkedDecoder(withToken: withToken, limits: limits)
    }
  }

  var isComplete: Bool { decoder?.isDone ?? (remaining == 0) }

  /// Takes content from `start` on. Returns the offset of the first byte after this request.
  func take(_ bytes: Span<UInt8>, from start: Int) throws(Refusal) -> Int {
    var end = start + min(remaining, bytes.count - start)
    if decoder != nil {
      end = try decoder?.decode(bytes, from: start, into: &request.body) ?? start
    } else {
      bytes.extracting(start..<end).withUnsafeBufferPointer { request.body.append(contentsOf: $0) }
      remaining -= end - start
    }
    received += end - start
    return end
  }
}

/// An answer whose content a worker produces piece by piece.
final class StreamingAnswer {
  let source: any BodySource
  /// HTTP/1.1 content is sent in chunks (RFC 9112 7.1); HTTP/1.0 content ends with the connection.
  let isChunked: Bool
  /// For the access log: the status and trace id of the head, and the number of content bytes after it.
  var status = 0
  var trace: (UInt64, UInt64) = (0, 0)
  var sent = 0
  var isPulling = false
  /// Whether the source has no more content at the moment.
  var isWaiting = false
  var isFinished = false

  init(source: any BodySource, isChunked: Bool) {
    self.source = source
    self.isChunked = isChunked
  }
}

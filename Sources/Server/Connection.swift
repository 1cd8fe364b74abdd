// One client's connection: what a loop remembers of it between two events.

import Bytes
import HTTP

/// The state of one connection. It belongs to one loop and is touched on that loop's queue only. An idle connection
/// holds no buffer: what it has beside its few numbers exists only while a request or an answer is under way.
final class Connection {
  enum Phase {
    /// Waiting for a request, or for the rest of its head.
    case reading
    /// A worker looks whether the credentials of a request allow the content that it announces.
    case identifying
    /// Waiting for the content of a request.
    case body
    /// A worker has the request.
    case working
    /// A worker makes the content of the answer.
    case streaming
    /// The last answer is sent, and what still comes is thrown away.
    case lingering
    case closed
  }

  enum CloseState {
    case no
    /// The client asked for it and sends no more.
    case direct
    /// The client may still be sending: it must be able to read the answer first (RFC 9112 9.6).
    case lingering
  }

  let descriptor: Int32
  let tag: ConnectionTag
  let peer: IPAddress
  /// Whether the peer is a proxy of the operator's, which speaks for others.
  let isProxy: Bool
  /// The peer's address in figures, for the requests that need it.
  lazy var client = peer.text

  var phase = Phase.reading
  var closing = CloseState.no
  /// What the epoll set reports for this connection; nil before it is in the set.
  var interest: UInt32?
  /// When the present wait began, by the loop's clock.
  var since: Int64
  var requests: Int32 = 0
  /// Whether `pending` is the beginning of a head that is being waited for.
  var isPartial = false
  /// Whether `pending` holds requests that wait until other connections have had their turn.
  var awaitsTurn = false
  /// How long `pending` must be for another look at it, unless a line ends before.
  var recheck = 0
  /// How many bytes of a lingering connection may still be thrown away.
  var lingerBytes = 0
  /// Bytes that were received and not yet understood.
  var pending: [UInt8] = []
  var upload: Upload?
  var output: UnsentOutput?
  var stream: StreamingAnswer?
  /// The client's trace id, to be given back.
  var relatedTrace: [UInt8] = []
  var logged: LoggedRequest?
  /// Whether the client of the present request knows chunks, that is, speaks HTTP/1.1.
  var speaksChunks = true

  init(
    descriptor: Int32, tag: ConnectionTag, peer: IPAddress, isProxy: Bool, now: Int64
  ) {
    self.descriptor = descriptor
    self.tag = tag
    self.peer = peer
    self.isProxy = isProxy
    since = now
  }

  /// Whether nothing of a request has come and nothing of an answer is left. An empty line alone is nothing yet
  /// (RFC 9112 2.2).
  var isIdle: Bool { phase == .reading && output == nil && (pending.isEmpty || pending == [13, 10]) }
}

extension Connection {
  /// Whether what has come already can be gone on with: the rest of a request, or the next one.
  var takesPending: Bool { phase == .body || phase == .reading && closing == .no }
}

/// A request whose content is coming in.
final class Upload {
  var request: Request
  var decoder: ChunkedDecoder?
  /// Bytes of content still to come, when their number was declared.
  var remaining: Int
  /// Bytes that have come, the framing of chunks included.
  var received = 0
  /// When its content could begin to come.
  private(set) var started: Int64 = 0
  /// Whether the client waits for `100 Continue`.
  let expectsContinue: Bool
  /// As it was declared; nil for chunks.
  private let length: Int?
  private let limits: Limits

  init(_ request: Request, of head: borrowing RequestHead, limits: Limits) {
    self.request = request
    self.limits = limits
    expectsContinue = head.expectsContinue
    if case .length(let length) = head.framing { self.length = length } else { length = nil }
    remaining = length ?? 0
  }

  /// Whether the content, as far as it is announced, is within the limit of its sender.
  func isWithin(_ limit: Int) -> Bool { length.map { $0 <= limit } ?? true }

  /// Begins to take the content.
  func begin(withToken: Bool, at now: Int64) {
    started = now
    if let length {
      request.body.reserveCapacity(length)
    } else {
      decoder = ChunkedDecoder(withToken: withToken, limits: limits)
    }
  }

  var isComplete: Bool { decoder?.isDone ?? (remaining == 0) }

  /// Takes content from `start` on and returns the offset of what is not of this request any more.
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

/// An answer whose content a worker makes piece by piece.
final class StreamingAnswer {
  let source: any BodySource
  /// HTTP/1.1 content comes in chunks (RFC 9112 7.1), HTTP/1.0 content ends with the connection.
  let isChunked: Bool
  /// For the access log: the status and the trace id of the head, and the bytes of content that followed it.
  var status = 0
  var trace: (UInt64, UInt64) = (0, 0)
  var sent = 0
  var isPulling = false
  /// Whether the source has said that there is no more now.
  var isWaiting = false
  var isFinished = false

  init(source: any BodySource, isChunked: Bool) {
    self.source = source
    self.isChunked = isChunked
  }
}

// Streams, whose content a worker produces at the pace of the client.

import Bytes
import Foundation

extension EventLoop {
  /// The next piece is produced when at most this many bytes are unsent.
  private static let nearlySent = 16 * 1024

  /// Prepares streamed content while the head of the answer is written.
  func beginStream(_ source: any BodySource, on connection: Connection) {
    // RFC 9112 6.1: no transfer coding to an HTTP/1.0 client; there the end of the connection ends the content.
    let isChunked = connection.speaksChunks
    if isChunked { output.append("Transfer-Encoding: chunked\r\n") } else { connection.closing = .direct }
    connection.stream = StreamingAnswer(source: source, isChunked: isChunked)
    connection.phase = .streaming
  }

  /// Lets a worker produce the next piece, if there is room and none is being produced.
  func pullIfWanted(_ connection: Connection) {
    guard let stream = connection.stream, !stream.isPulling,
      (connection.output?.count ?? 0) <= Self.nearlySent
    else { return }
    stream.isPulling = true
    let source = stream.source
    let tag = connection.tag
    let inbox = inbox
    service.reads.resume(for: connection.network) {
      inbox.post(.piece(tag, Result { try source.next() }))
    }
  }

  /// Sends a piece that a worker has produced.
  func deliver(_ piece: Result<[UInt8]?, any Error>, to tag: ConnectionTag) {
    guard let connection = connection(tag), let stream = connection.stream else { return }
    stream.isPulling = false
    switch piece {
    case .failure: return abort(connection)
    case .success(nil): endStream(stream, of: connection)
    case .success(let bytes?) where bytes.isEmpty:
      if isStopping { endStream(stream, of: connection) } else { wait(for: stream, on: connection) }
    case .success(let bytes?):
      if stream.isChunked {
        output.append(hexadecimal: bytes.count)
        output.appendLineEnd()
      }
      output.append(bytes)
      stream.sent += bytes.count
      if stream.isChunked { output.appendLineEnd() }
    }
    if connection.output == nil, connection.phase == .reading, connection.closing == .no {
      processPending(connection)
    }
    settle(connection)
  }

  /// Ends the content of a stream.
  private func endStream(_ stream: StreamingAnswer, of connection: Connection) {
    if stream.isChunked { output.append("0\r\n\r\n") }
    if isLogging { closeKeptLine(connection, isAborted: false) }
    connection.logged = nil
    connection.stream = nil
    connection.phase = .reading
    if isStopping, connection.closing == .no { connection.closing = .direct }
  }

  /// Waits until the source has more. No worker is occupied meanwhile.
  private func wait(for stream: StreamingAnswer, on connection: Connection) {
    // Counts as pulling until then.
    (stream.isPulling, stream.isWaiting) = (true, true)
    let (inbox, tag) = (inbox, connection.tag)
    stream.source.whenMore { inbox.post(.more(tag)) }
  }

  /// Continues a stream whose source has more content.
  func resume(_ tag: ConnectionTag) {
    guard let connection = connection(tag), let stream = connection.stream, stream.isWaiting else { return }
    (stream.isPulling, stream.isWaiting) = (false, false)
    pullIfWanted(connection)
  }

  /// Ends streams that wait for more when the server stops; all their content so far has been sent.
  func endWaitingStreams() {
    for case let connection? in connections {
      guard let stream = connection.stream, stream.isWaiting else { continue }
      endStream(stream, of: connection)
      settle(connection)
    }
  }
}

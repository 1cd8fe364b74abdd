// Answering: from a request's head to the bytes of its answer.

import Bytes
import HTTP

extension EventLoop {
  /// Handles a request whose head is complete; the loop's table points into `bytes`.
  func begin(_ connection: Connection, _ bytes: UnsafeBufferPointer<UInt8>) {
    connection.requests += 1
    connection.isPartial = false
    connection.speaksChunks = head.minorVersion == 1
    if head.closes {
      connection.closing = .direct
    } else if isStopping || connection.requests >= service.limits.requestsPerConnection {
      connection.closing = .lingering
    }
    let client = client(of: connection, bytes.span)
    if isLogging { openLine(client, bytes.span) }
    let isShareable = head.isShareable
    if isShareable {
      key.fill(from: head, in: bytes.span)
      if let answer = service.responder.remembered(key, at: stamp.now) {
        return write(answer, answer.part(for: head, in: bytes.span), to: connection, related: relatedTrace(bytes))
      }
    }
    connection.network = client.network
    if let related = relatedTrace(bytes) { connection.relatedTrace = Array(related) }
    var logged = LoggedRequest(method: head.method, started: isLogging ? lines.openedAt : Self.microseconds())
    if isLogging { keepLine(in: &logged) }
    connection.logged = logged
    let request = head.request(
      from: bytes.span, client: client == connection.peer ? connection.client : client.text,
      key: isShareable ? key.kept : nil)
    guard head.framing != .none else { return dispatch(request, on: connection) }
    let upload = Upload(request, of: head, limits: service.limits)
    connection.upload = upload
    let needsCredentials = head.needsValidCredentials
    guard needsCredentials || upload.expectsContinue else {
      return takeContent(upload, of: connection, withToken: false)
    }
    // Checking credentials needs the database, which no loop uses. Nothing is read until the result is known.
    connection.phase = .identifying
    let pool = service.pool(for: request)
    let waits = upload.expectsContinue
    let isQueued = pool.submit(for: connection.network) {
      [responder = service.responder, inbox, tag = connection.tag] in
      // RFC 9110 10.1.1: a client that waits is not asked for content that cannot change the answer.
      if waits, let answer = responder.answer(toHead: request) { return inbox.post(.refusal(tag, answer)) }
      inbox.post(.credentials(tag, areValid: needsCredentials && responder.hasValidCredentials(request)))
    }
    if !isQueued {
      connection.phase = .reading
      refuse(connection, .overloaded(service.limits), acceptLanguage: request.fields[.acceptLanguage], in: bytes.span)
    }
  }

  /// Continues a request after a worker has checked its credentials.
  func takeContent(of tag: ConnectionTag, withToken: Bool) {
    guard let connection = connection(tag), connection.phase == .identifying, let upload = connection.upload else {
      return
    }
    if withToken || upload.isWithin(service.limits.body) {
      takeContent(upload, of: connection, withToken: withToken)
      processPending(connection)
    } else {
      connection.phase = .reading
      refuse(
        connection, .bodyTooLarge(service.limits, withToken: false),
        acceptLanguage: upload.request.fields[.acceptLanguage])
    }
    settle(connection)
  }

  /// Answers a request without its content, and closes the connection, since the client may send the content anyway.
  func refuseContent(of tag: ConnectionTag, _ answer: Answer) {
    guard let connection = connection(tag), connection.phase == .identifying, let upload = connection.upload else {
      return
    }
    connection.phase = .reading
    close(connection, with: answer, upload.request.method == .head ? .head : .full)
    settle(connection)
  }

  private func takeContent(_ upload: Upload, of connection: Connection, withToken: Bool) {
    upload.begin(withToken: withToken, at: now)
    connection.phase = .body
    // RFC 9110 10.1.1: the client waits for this before it sends the content.
    if upload.expectsContinue { output.append("HTTP/1.1 100 Continue\r\n\r\n") }
  }

  /// The client that sent the request whose head is in the loop's table.
  private func client(of connection: Connection, _ bytes: Span<UInt8>) -> IPAddress {
    guard connection.isProxy else { return connection.peer }
    return head.client(in: bytes, peer: connection.peer, isProxy: true, proxies: service.limits.proxies)
  }

  private func relatedTrace(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8>? {
    head.traceID.map { UnsafeBufferPointer(rebasing: bytes[$0]) }
  }

  /// Hands a complete request to a worker, or refuses it at once when the queue is full.
  func dispatch(_ request: Request, on connection: Connection) {
    connection.phase = .working
    let waiting = WaitingRequest(request: request, network: connection.network, tag: connection.tag, inbox: inbox)
    guard !service.answer(waiting) else { return }
    connection.phase = .reading
    let answer = service.responder.refuse(
      .overloaded(service.limits), acceptLanguage: request.fields[.acceptLanguage])
    write(answer, request.method == .head ? .head : .full, to: connection)
  }

  /// Sends an answer that a worker has computed.
  func deliver(_ answer: Answer, _ part: Answer.Part, to tag: ConnectionTag) {
    guard let connection = connection(tag), connection.phase == .working else { return }
    connection.phase = .reading
    connection.since = now
    if isStopping, connection.closing == .no { connection.closing = .lingering }
    write(answer, part, to: connection)
    if connection.output == nil, connection.phase == .reading, connection.closing == .no {
      processPending(connection)
    }
    settle(connection)
  }

  /// Refuses a request and closes the connection, because the bytes that follow cannot be interpreted.
  /// - Parameter bytes: the bytes that the loop's table points into, if it contains a part of the head.
  func refuse(_ connection: Connection, _ refusal: Refusal, acceptLanguage: String?, in bytes: Span<UInt8> = Span()) {
    // The method may be known even when the head is incomplete.
    let part: Answer.Part = (connection.logged?.method ?? head.method) == .head ? .head : .full
    if isLogging, connection.logged == nil { openLine(client(of: connection, bytes), bytes) }
    close(connection, with: service.responder.refuse(refusal, acceptLanguage: acceptLanguage), part)
  }

  /// Sends the last answer of a connection.
  private func close(_ connection: Connection, with answer: Answer, _ part: Answer.Part) {
    connection.upload = nil
    connection.pending = []
    connection.isPartial = false
    connection.closing = .lingering
    write(answer, part, to: connection)
  }

  private func count(_ answer: Answer, _ part: Answer.Part, _ connection: Connection) {
    guard let meter = answer.meter else { return }
    var status = answer.status.code
    if case .notModified = part { status = 304 }
    meter.count(status: status, microseconds: connection.logged.map { Self.microseconds() - $0.started })
  }

  /// Writes the answer to a request that was not answered at once, with the trace id that was kept of it.
  private func write(_ answer: Answer, _ part: Answer.Part, to connection: Connection) {
    let related = connection.relatedTrace
    connection.relatedTrace = []
    related.withUnsafeBufferPointer { write(answer, part, to: connection, related: $0.isEmpty ? nil : $0) }
  }

  /// Writes an answer into the loop's buffer. All answers pass through here.
  func write(
    _ answer: Answer, _ part: Answer.Part, to connection: Connection, related: UnsafeBufferPointer<UInt8>?
  ) {
    stamp.trace = traces.next()
    answer.writeHead(part, to: &output, stamp: stamp)
    if let related {
      output.append("BelGov-Related-Trace-Id: ")
      output.append(related)
      output.appendLineEnd()
    }
    var isFull = false
    if case .full = part { isFull = true }
    if isFull, answer.isStream, let source = answer.stream { beginStream(source, on: connection) }
    // RFC 9112 9.6
    if connection.closing != .no { output.append("Connection: close\r\n") }
    output.appendLineEnd()
    if isLogging { closeLine(connection, answer, part) }
    count(answer, part, connection)
    // The line of a stream is closed at the end of the stream.
    if connection.stream == nil { connection.logged = nil }
    guard isFull else { return }
    answer.tally?.add()
    if answer.content.count < SharedContents.least {
      output.append(answer.content)
    } else {
      contents.append(answer, at: output.count)
    }
  }
}

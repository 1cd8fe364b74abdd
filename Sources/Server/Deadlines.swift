// Timeouts of connections.

import Dispatch
import HTTP

extension EventLoop {
  /// Checks all connections a few times a second while there are any. Requests start no timers: they only record the
  /// time when their wait began.
  func tickSoon() {
    guard !isTicking else { return }
    isTicking = true
    let limits = service.limits
    let shortest = min(
      limits.headerSeconds, limits.bodySeconds, limits.writeSeconds, limits.idleSeconds, limits.lingerSeconds)
    let interval = max(10, min(500, Int(shortest * 250)))
    queue.asyncAfter(deadline: .now() + .milliseconds(interval)) { [weak self] in self?.tick() }
  }

  private func tick() {
    isTicking = false
    readClocks()
    for case let connection? in connections { check(connection) }
    if isLogging { handOverLines() }
    if open > 0 { tickSoon() } else if isStopping { inbox.ring() }
  }

  private func check(_ connection: Connection) {
    let limits = service.limits
    if let output = connection.output {
      // A client that took nothing at all, or a byte now and then, would keep the answer forever.
      let seconds = Double(now - output.periodStart) / 1_000
      guard seconds > limits.writeSeconds else { return }
      let taken = output.taken(by: connection.descriptor)
      if Double(taken - output.takenBefore) < seconds * Double(limits.writeRate) { return abort(connection) }
      return output.startPeriod(at: now, taken: taken)
    }
    let waited = Double(now - connection.since) / 1_000
    switch connection.phase {
    case .reading where connection.isPartial:
      if waited > limits.headerSeconds { giveUp(connection, .headerTimeout(limits)) }
    case .reading:
      // A client that has just connected is about to send a request, even while the server stops.
      let timeout = isStopping && connection.requests == 0 ? min(1, limits.idleSeconds) : limits.idleSeconds
      if waited > timeout { drop(connection) }
    case .body:
      guard let upload = connection.upload else { return }
      let taken = Double(now - upload.started) / 1_000
      // Slow content may take longer while its rate stays above the minimum.
      if taken > limits.bodySeconds, Double(upload.received) < taken * Double(limits.bodyRate) {
        giveUp(connection, .bodyTimeout(limits))
      }
    case .lingering:
      let taken = Double(now - connection.lingersFrom) / 1_000
      let patience = isStopping ? min(1, limits.lingerSeconds) : limits.lingerSeconds
      if waited > patience || taken > limits.lingerTotalSeconds { drop(connection) }
    case .working, .identifying, .streaming, .closed: break
    }
  }

  /// RFC 9110 15.5.9: an incomplete request is answered, and the connection is closed.
  private func giveUp(_ connection: Connection, _ refusal: Refusal) {
    connection.phase = .reading
    head.reset()
    refuse(connection, refusal, acceptLanguage: nil)
    settle(connection)
  }
}

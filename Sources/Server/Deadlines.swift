// Deadlines: who has kept the server waiting too long.

import Dispatch
import HTTP

extension EventLoop {
  /// Looks through the connections a few times a second while there are any. Requests pay for no timer: they only leave
  /// the time at which they began to wait.
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
    let waited = Double(now - connection.since) / 1_000
    if connection.output != nil {
      if waited > limits.writeSeconds { abort(connection) }
      return
    }
    switch connection.phase {
    case .reading where connection.isPartial:
      if waited > limits.headerSeconds { giveUp(connection, .headerTimeout(limits)) }
    case .reading:
      // Who has just connected is about to ask, also of a server that stops.
      let timeout = isStopping && connection.requests == 0 ? min(1, limits.idleSeconds) : limits.idleSeconds
      if waited > timeout { drop(connection) }
    case .body:
      guard let upload = connection.upload else { return }
      let taken = Double(now - upload.started) / 1_000
      // A slow line may take longer, as long as it keeps above the floor.
      if taken > limits.bodySeconds, Double(upload.received) < taken * Double(limits.bodyRate) {
        giveUp(connection, .bodyTimeout(limits))
      }
    case .lingering:
      if waited > limits.lingerSeconds { drop(connection) }
    case .working, .identifying, .streaming, .closed: break
    }
  }

  /// RFC 9110 15.5.9: a request that does not come to its end is answered, and the connection closed.
  private func giveUp(_ connection: Connection, _ refusal: Refusal) {
    connection.phase = .reading
    head.reset()
    refuse(connection, refusal, acceptLanguage: nil)
    settle(connection)
  }
}

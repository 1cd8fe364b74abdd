// Listening sockets that the process inherits (sd_listen_fds(3)).

import Foundation

enum InheritedSockets {
  /// The descriptors; empty when LISTEN_PID names another process.
  static var sockets: [Int32] {
    let environment = ProcessInfo.processInfo.environment
    guard environment["LISTEN_PID"].flatMap(pid_t.init) == getpid(),
      let count = environment["LISTEN_FDS"].flatMap(Int32.init), (1...16).contains(count)
    else { return [] }
    return Array(3..<3 + count)
  }
}

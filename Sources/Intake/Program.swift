// Runs another program as a function from bytes to bytes, with limits on time, memory and output.

import CLinux
import Foundation

/// A program that reads standard input and writes standard output. Foundation's `Process` sometimes crashes on Linux
/// when it starts one (swift-corelibs-foundation 5472).
struct Program {
  /// The program did not exit with status 0.
  struct Failure: Error {}

  private static let memory = 512 << 20

  private let name: String
  private let arguments: [String]
  private let seconds: Int

  init(_ name: String, _ arguments: [String], seconds: Int) {
    self.name = name
    self.arguments = arguments
    self.seconds = seconds
  }

  func run(_ input: [UInt8]) throws(Unreadable) -> Result<[UInt8], Failure> {
    var ends: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw .noProgram(name) }
    defer { close(ends[0]) }
    let started = start(reading: ends[1])
    close(ends[1])
    guard let process = started else { throw .noProgram(name) }
    let end = ContinuousClock.now + .seconds(seconds)
    let exchange = Result { () throws(Unreadable) in try transfer(ends[0], input, until: end) }
    // A program may close its output and continue to run.
    var status: Int32 = 0
    var ended = waitpid(process, &status, WNOHANG)
    while ended == 0, case .success = exchange, .now < end {
      usleep(1_000)
      ended = waitpid(process, &status, WNOHANG)
    }
    if ended == 0 {
      kill(process, SIGKILL)
      while waitpid(process, &status, 0) < 0, errno == EINTR {}
    }
    let output = try exchange.get()
    if ended == 0 { throw .tooSlow(seconds) }
    // The shell's status for a command that does not exist.
    if status == 127 << 8 { throw .noProgram(name) }
    return status == 0 ? .success(output) : .failure(Failure())
  }

  /// Starts the program with a socket as its input and output. The shell sets the limits before the program starts.
  private func start(reading socket: Int32) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, socket, 0)
    posix_spawn_file_actions_adddup2(&actions, socket, 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    spawn_closing_from(&actions, 3)
    let limited = "ulimit -v \(Self.memory >> 10) && ulimit -t \(seconds) && exec \"$@\""
    let words = ["/bin/sh", "-c", limited, "sh", name] + arguments
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let (argv, envp) = (words.map { strdup($0) } + [nil], [strdup("PATH=\(path)"), nil])
    defer { for text in argv + envp { free(text) } }
    var id: pid_t = 0
    return posix_spawn(&id, words[0], &actions, nil, argv, envp) == 0 ? id : nil
  }

  /// Writes all input while it reads all output.
  private func transfer(
    _ socket: Int32, _ input: [UInt8], until end: ContinuousClock.Instant
  ) throws(Unreadable) -> [UInt8] {
    var output: [UInt8] = []
    var written = 0
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let isWriting = written < input.count
      var poll = pollfd(fd: socket, events: Int16(POLLIN | (isWriting ? POLLOUT : 0)), revents: 0)
      let left = (end - .now) / .milliseconds(1)
      guard left > 0 else { throw .tooSlow(seconds) }
      guard Foundation.poll(&poll, 1, Int32(left) + 1) > 0 else { continue }
      if isWriting, poll.revents & Int16(POLLOUT) != 0 {
        let count = input[written...].withUnsafeBytes {
          send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
        }
        // The program may end before it reads all input.
        written = count < 0 && errno != EAGAIN && errno != EINTR ? input.count : written + max(count, 0)
        if written == input.count { shutdown(socket, Int32(SHUT_WR)) }
      }
      guard poll.revents & Int16(POLLIN | POLLHUP | POLLERR) != 0 else { continue }
      let count = recv(socket, &chunk, chunk.count, Int32(MSG_DONTWAIT))
      if count == 0 { return output }
      if count < 0 {
        guard errno == EAGAIN || errno == EINTR else { return output }
        continue
      }
      output += chunk[..<count]
      if output.count > FileType.limit { throw .tooLarge(FileType.limit) }
    }
  }
}

// Converts files to Markdown, each in a process of its own with limits on time, memory and output.

import CLinux
import Foundation
import Synchronization

/// Reads files of clients. Whatever a file contains, it cannot harm or hold the server: the process that reads it has
/// no network, no files and no other process, and it ends after `seconds`.
package final class FileReader: Sendable {
  /// The time limit of one file.
  package static let seconds = 10
  /// The limit on the address space of one process, in bytes.
  package static let memory = 512 << 20
  /// The number of files that are read at the same time, each for another client. More are refused, so that requests
  /// without files go on.
  package static let processes = 2

  private enum End {
    case exit(Int32)
    case signal(Int32)
  }

  private let executable: String
  private let seconds: Int
  /// The tokens whose files are being read.
  private let running = Mutex<Set<Int64>>([])

  /// - Parameters:
  ///   - executable: the path of the newsroom's program.
  ///   - seconds: the time limit of one file.
  package init(executable: String, seconds: Int = FileReader.seconds) {
    self.executable = executable
    self.seconds = seconds
  }

  /// The text of a file as Markdown, with headings, lists, bold, italic and links; of a PDF only the text. Nothing in
  /// the file is run or fetched.
  /// - Parameter token: the number of the token that sends the file.
  package func markdown(of bytes: [UInt8], _ type: FileType, from token: Int64) throws(Unreadable) -> String {
    if bytes.isEmpty { throw .noText }
    if type == .pdf { try PDFText.check(bytes) }
    let refusal = running.withLock { running -> Unreadable? in
      if running.contains(token) { return .oneAtATime }
      if running.count == Self.processes { return .busy(Self.processes) }
      running.insert(token)
      return nil
    }
    if let refusal { throw refusal }
    defer { running.withLock { _ = $0.remove(token) } }
    let (output, end) = try run([ConversionProcess.command, type.mediaType], bytes)
    switch end {
    case .exit(EXIT_SUCCESS):
      let text = String(String(decoding: output, as: UTF8.self).trimmed)
      if text.isEmpty { throw .noText }
      return text
    case .exit(let status): throw Unreadable.statuses[status] ?? (type == .pdf ? PDFText.failure(bytes) : .broken)
    case .signal(SIGXCPU): throw .tooSlow(Self.seconds)
    // The kernel ends a process with this signal when the machine has no memory left.
    case .signal(SIGKILL): throw .tooMuchMemory(Self.memory)
    case .signal: throw .broken
    }
  }

  /// Runs the process as a function from bytes to bytes.
  private func run(_ arguments: [String], _ input: [UInt8]) throws(Unreadable) -> ([UInt8], End) {
    let deadline = ContinuousClock.now + .seconds(seconds)
    var ends: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw .busy(Self.processes) }
    defer { close(ends[0]) }
    let started = start(arguments, socket: ends[1])
    close(ends[1])
    guard let process = started else { throw .busy(Self.processes) }
    let exchange = Result { () throws(Unreadable) in try transfer(ends[0], input, until: deadline) }
    if case .failure = exchange { kill(process, SIGKILL) }
    let end = wait(for: process, until: deadline)
    let output = try exchange.get()
    guard let end else { throw .tooSlow(seconds) }
    return (output, end)
  }

  /// Starts the process with a socket as its input and output. Foundation's `Process` sometimes crashes on Linux when
  /// it starts one (swift-corelibs-foundation 5472).
  private func start(_ arguments: [String], socket: Int32) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, socket, 0)
    posix_spawn_file_actions_adddup2(&actions, socket, 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    spawn_closing_from(&actions, 3)
    // Threads of Dispatch block signals, also that of the CPU limit.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let (argv, envp) = ((["newsroom"] + arguments).map { strdup($0) } + [nil], [strdup("PATH=\(path)"), nil])
    defer { for text in argv + envp { free(text) } }
    var id: pid_t = 0
    return posix_spawn(&id, executable, &actions, &attributes, argv, envp) == 0 ? id : nil
  }

  /// Waits for the end of a process, which is ended at the deadline.
  /// - Returns: nil when it was ended.
  private func wait(for process: pid_t, until deadline: ContinuousClock.Instant) -> End? {
    var status: Int32 = 0
    while true {
      let ended = waitpid(process, &status, WNOHANG)
      if ended == process { return status & 0x7F == 0 ? .exit(status >> 8 & 0xFF) : .signal(status & 0x7F) }
      if ended < 0, errno != EINTR { return .exit(EXIT_FAILURE) }
      if ContinuousClock.now > deadline { break }
      usleep(500)
    }
    kill(process, SIGKILL)
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return nil
  }

  /// Writes all input while it reads all output.
  private func transfer(
    _ socket: Int32, _ input: [UInt8], until deadline: ContinuousClock.Instant
  ) throws(Unreadable) -> [UInt8] {
    var output: [UInt8] = []
    var written = 0
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let isWriting = written < input.count
      var poll = pollfd(fd: socket, events: Int16(POLLIN | (isWriting ? POLLOUT : 0)), revents: 0)
      let left = (deadline - .now) / .milliseconds(1)
      guard left > 0 else { throw .tooSlow(seconds) }
      guard Foundation.poll(&poll, 1, Int32(left) + 1) > 0 else { continue }
      if isWriting, poll.revents & Int16(POLLOUT) != 0 {
        let count = input[written...].withUnsafeBytes {
          send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
        }
        // The process may end before it reads all input.
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
      try LimitedText.check(output.count)
    }
  }
}

// The built binary as a child process, with its output and exit status.

import CLinux
import Foundation
import Synchronization

/// A started command, which is ended by process id when this value is released. Foundation's `Process` is not used:
/// on Linux it sometimes crashes while it reads `/proc/self/fd` (swift-corelibs-foundation 5472).
package final class Child: Sendable {
  /// How a process ended.
  package enum End: Equatable, Sendable {
    case exit(Int32)
    case signal(Int32)
  }

  package struct NotStarted: Error {
    let code: Int32
  }

  /// A process and its exit status, which a waiting thread writes. The process id is released only under the lock, so
  /// that a signal never reaches another process.
  private final class Life: Sendable {
    let id: pid_t
    let end = Mutex<End?>(nil)
    let ended = DispatchSemaphore(value: 0)

    init(_ id: pid_t) { self.id = id }

    func wait() {
      var info = siginfo_t()
      waitid(P_PID, id_t(id), &info, WEXITED | WNOWAIT)
      end.withLock { end in
        var status: Int32 = 0
        waitpid(id, &status, 0)
        end = status & 0x7F == 0 ? .exit(status >> 8 & 0xFF) : .signal(status & 0x7F)
      }
      ended.signal()
    }
  }

  private let life: Life
  package var id: pid_t { life.id }
  private let (outputPath, errorPath): (String, String)

  /// - Parameters:
  ///   - folder: the folder for its output.
  ///   - launcher: the path of a program that executes the command.
  ///   - program: the path of the program; by default the newsroom.
  ///   - listener: a socket that becomes descriptor 3. The child inherits no other descriptor: an inherited client
  ///     connection would stay open for the server of another test.
  package init(
    _ arguments: [String], in folder: String, environment: [String: String] = [:], launcher: [String] = [],
    program: String? = nil, listener: Int32? = nil
  ) throws {
    let name = folder + "/" + UUID().uuidString
    (outputPath, errorPath) = (name + ".out", name + ".err")
    // Without the settings and the language of the user who runs the tests.
    let inherited = ProcessInfo.processInfo.environment.filter { ["PATH", "HOME", "LD_LIBRARY_PATH"].contains($0.key) }
    let settings = inherited.merging(environment) { $1 }.map { "\($0.key)=\($0.value)" }
    let life = Life(
      try Self.start(
        launcher + [program ?? Self.binary.path] + arguments, settings, outputPath, errorPath, listener))
    self.life = life
    Thread.detachNewThread { life.wait() }
  }

  deinit { send(SIGKILL) }

  private static func start(
    _ arguments: [String], _ environment: [String], _ output: String, _ errors: String,
    _ listener: Int32?
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT, 0o600)
    if let listener { posix_spawn_file_actions_adddup2(&actions, listener, 3) }
    spawn_closing_from(&actions, listener == nil ? 3 : 4)
    let (argv, envp) = (arguments.map { strdup($0) } + [nil], environment.map { strdup($0) } + [nil])
    defer { for text in argv + envp { free(text) } }
    var id: pid_t = 0
    let code = posix_spawn(&id, arguments[0], &actions, nil, argv, envp)
    guard code == 0 else { throw NotStarted(code: code) }
    return id
  }

  /// The products folder contains the tests' bundle (an executable file on Linux) and the binary.
  package static let binary: URL = {
    let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL
    let tests = bundle ?? URL(filePath: CommandLine.arguments[0]).absoluteURL
    return tests.deletingLastPathComponent().appending(path: "newsroom")
  }()

  /// The standard output so far.
  package var output: String { Self.text(outputPath) }
  /// The standard error so far.
  package var errors: String { Self.text(errorPath) }

  private static func text(_ path: String) -> String {
    String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
  }

  package var isRunning: Bool { life.end.withLock { $0 == nil } }

  package func send(_ signal: Int32) {
    life.end.withLock { if $0 == nil { kill(life.id, signal) } }
  }

  /// Waits for the end; returns nil when the process is still running after `seconds`.
  package func end(within seconds: Double = 20) -> End? {
    guard life.ended.wait(timeout: .now() + seconds) == .success else { return nil }
    life.ended.signal()
    return life.end.withLock { $0 }
  }
}

/// The output and exit status of a command that ends by itself.
package struct Ended {
  package let end: Child.End?
  package let output: String
  package let errors: String

  package var isSuccess: Bool { end == .exit(0) }
  package var lines: [String] { output.split(separator: "\n").map(String.init) }
  /// The one line on standard error of a failed command; nil when it did not fail or wrote something else.
  package var reason: String? {
    guard case .exit(let status) = end, status != 0 else { return nil }
    let lines = errors.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count == 2, lines[1].isEmpty, !lines[0].isEmpty else { return nil }
    return String(lines[0])
  }
}

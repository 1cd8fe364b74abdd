// The built binary as its users have it: a child process, with what it wrote and how it ended.

import CLinux
import Foundation
import Synchronization

/// A command that was started, and is ended with this value, by its process id. Not Foundation's `Process`, which on
/// Linux now and then crashes as it reads `/proc/self/fd` (swift-corelibs-foundation 5472).
package final class Child: Sendable {
  /// How a process ended.
  package enum End: Equatable, Sendable {
    case exit(Int32)
    case signal(Int32)
  }

  package struct NotStarted: Error {
    let code: Int32
  }

  /// A process and its end, which the thread that waits for it writes. Its id is given up under the lock only, so that
  /// a signal never meets another process.
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
  ///   - folder: where its output is written.
  ///   - launcher: a program, by its path, that becomes the command.
  ///   - program: by its path; the newsroom's own when left out.
  ///   - listener: a socket that it has as its descriptor 3. It has no other of those that are open here: a client's
  ///     connection would not end for the server that another test asks.
  package init(
    _ arguments: [String], in folder: String, environment: [String: String] = [:], launcher: [String] = [],
    program: String? = nil, listener: Int32? = nil
  ) throws {
    let name = folder + "/" + UUID().uuidString
    (outputPath, errorPath) = (name + ".out", name + ".err")
    // Nothing of the settings and the language of whoever runs the tests.
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

  /// The products' folder holds the tests' bundle (on Linux a file that is run itself) and the binary.
  package static let binary: URL = {
    let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL
    let tests = bundle ?? URL(filePath: CommandLine.arguments[0]).absoluteURL
    return tests.deletingLastPathComponent().appending(path: "newsroom")
  }()

  /// What it has written to standard output so far.
  package var output: String { Self.text(outputPath) }
  /// What it has written to standard error so far.
  package var errors: String { Self.text(errorPath) }

  private static func text(_ path: String) -> String {
    String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
  }

  package var isRunning: Bool { life.end.withLock { $0 == nil } }

  package func send(_ signal: Int32) {
    life.end.withLock { if $0 == nil { kill(life.id, signal) } }
  }

  /// Waits for its end; nil when it is still running after that long.
  package func end(within seconds: Double = 20) -> End? {
    guard life.ended.wait(timeout: .now() + seconds) == .success else { return nil }
    life.ended.signal()
    return life.end.withLock { $0 }
  }
}

/// What a command that ends by itself has written, and its exit status.
package struct Ended {
  package let end: Child.End?
  package let output: String
  package let errors: String

  package var isSuccess: Bool { end == .exit(0) }
  package var lines: [String] { output.split(separator: "\n").map(String.init) }
  /// The one line on standard error of a command that failed; nil when it did not fail or wrote anything else.
  package var reason: String? {
    guard case .exit(let status) = end, status != 0 else { return nil }
    let lines = errors.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count == 2, lines[1].isEmpty, !lines[0].isEmpty else { return nil }
    return String(lines[0])
  }
}

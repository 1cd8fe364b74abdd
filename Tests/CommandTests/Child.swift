// The built binary as its users have it: a child process, with what it wrote and how it ended.

import Foundation

/// A command that was started and is ended with this value, by its process id.
final class Child: @unchecked Sendable {
  /// How a process ended.
  enum End: Equatable {
    case exit(Int32)
    case signal(Int32)
  }

  private let process = Process()
  private let ended = DispatchSemaphore(value: 0)
  private let (outputPath, errorPath): (String, String)

  /// - Parameter folder: where its output is written.
  init(_ arguments: [String], in folder: String, environment: [String: String] = [:]) throws {
    let name = folder + "/" + UUID().uuidString
    (outputPath, errorPath) = (name + ".out", name + ".err")
    process.executableURL = Self.binary
    process.arguments = arguments
    // Nothing of the settings and the language of whoever runs the tests.
    let inherited = ProcessInfo.processInfo.environment.filter { ["PATH", "HOME", "LD_LIBRARY_PATH"].contains($0.key) }
    process.environment = inherited.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try Self.newFile(outputPath)
    process.standardError = try Self.newFile(errorPath)
    process.terminationHandler = { [ended] _ in ended.signal() }
    try process.run()
  }

  deinit {
    send(SIGKILL)
  }

  /// The products' folder holds the tests' bundle (on Linux a file that is run itself) and the binary.
  private static let binary: URL = {
    let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL
    let tests = bundle ?? URL(filePath: CommandLine.arguments[0]).absoluteURL
    return tests.deletingLastPathComponent().appending(path: "newsroom")
  }()

  private static func newFile(_ path: String) throws -> FileHandle {
    FileManager.default.createFile(atPath: path, contents: nil)
    return try FileHandle(forWritingTo: URL(filePath: path))
  }

  /// What it has written to standard output so far.
  var output: String { Self.text(outputPath) }
  /// What it has written to standard error so far.
  var errors: String { Self.text(errorPath) }

  private static func text(_ path: String) -> String {
    String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
  }

  var isRunning: Bool { process.isRunning }

  func send(_ signal: Int32) {
    if process.isRunning { kill(process.processIdentifier, signal) }
  }

  /// Waits for its end; nil when it is still running after that long.
  func end(within seconds: Double = 20) -> End? {
    guard ended.wait(timeout: .now() + seconds) == .success else { return nil }
    ended.signal()
    let status = process.terminationStatus
    return process.terminationReason == .exit ? .exit(status) : .signal(status)
  }
}

/// What a command that ends by itself has written, and its exit status.
struct Ended {
  let end: Child.End?
  let output: String
  let errors: String

  var isSuccess: Bool { end == .exit(0) }
  var lines: [String] { output.split(separator: "\n").map(String.init) }
  /// The one line on standard error of a command that failed; nil when it did not fail or wrote anything else.
  var reason: String? {
    guard case .exit(let status) = end, status != 0 else { return nil }
    let lines = errors.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count == 2, lines[1].isEmpty, !lines[0].isEmpty else { return nil }
    return String(lines[0])
  }
}

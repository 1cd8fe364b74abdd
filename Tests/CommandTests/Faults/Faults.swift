// Disk faults in a child process, made by a preloaded C library that shares memory with the test.

import Foundation

/// Makes the nth write or sync of SQLite's files in a child process fail. Pass `environment` to the child.
final class Faults: Sendable {
  /// The kinds of fault, numbered as in faults.c.
  enum Kind: Int32, CaseIterable {
    /// No fault; calls are counted.
    case count = 1
    case failOnce
    /// From this call on, every write fails.
    case failOn
    /// The process is killed before the call.
    case kill
    /// The process is killed after half of a write.
    case tear

    var ends: Bool { self == .kill || self == .tear }
  }

  private struct Control {
    var how: Int32
    var left: Int32
    var seen: Int32
  }

  struct NotBuilt: Error, CustomStringConvertible {
    let description: String
  }

  private static let callLimit = 1 << 14
  private static let size = 12 + callLimit
  private let path: String
  nonisolated(unsafe) private let memory: UnsafeMutableRawPointer

  private static let interposer = Result { () throws -> String in
    let source = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "faults.c").path
    let interposer = NSTemporaryDirectory() + "newsroom-faults-\(getpid()).so"
    let log = interposer + ".log"
    let status = system("cc -O1 -shared -fPIC -o '\(interposer)' '\(source)' -ldl >'\(log)' 2>&1")
    defer { unlink(log) }
    guard status == 0 else {
      let reason = FileManager.default.contents(atPath: log).map { String(decoding: $0, as: UTF8.self) } ?? ""
      throw NotBuilt(description: "cc can't build \(source) (sh docker/setup.sh tests installs it): \(reason)")
    }
    atexit { unlink(NSTemporaryDirectory() + "newsroom-faults-\(getpid()).so") }
    return interposer
  }

  init(in folder: String) throws {
    path = folder + "/faults"
    try Data(count: Self.size).write(to: URL(filePath: path))
    let file = open(path, O_RDWR)
    defer { close(file) }
    guard file >= 0, let memory = mmap(nil, Self.size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0),
      memory != MAP_FAILED
    else { throw NotBuilt(description: "\(path) can't be shared: \(String(cString: strerror(errno)))") }
    self.memory = memory
  }

  deinit { munmap(memory, Self.size) }

  var environment: [String: String] {
    get throws { ["LD_PRELOAD": try Self.interposer.get(), "FAULTS": path] }
  }

  private var control: UnsafeMutablePointer<Control> { memory.assumingMemoryBound(to: Control.self) }

  /// - Parameter call: the number of the call that fails, from 1.
  func arm(_ kind: Kind, at call: Int = 0) {
    control.pointee.how = 0
    control.pointee.seen = 0
    control.pointee.left = Int32(call)
    control.pointee.how = kind.rawValue
  }

  /// Ends the faults.
  /// - Returns: the calls since the start of the faults: w for a write, s for a sync, t for a truncation.
  @discardableResult
  func disarm() -> String {
    control.pointee.how = 0
    let count = min(Int(control.pointee.seen), Self.callLimit)
    return String(decoding: UnsafeRawBufferPointer(start: memory + 12, count: count), as: UTF8.self)
  }
}

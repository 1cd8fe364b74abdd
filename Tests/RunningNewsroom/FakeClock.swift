// A server whose wall clock is set by a file, with libfaketime.

import Foundation

extension RunningServer {
  /// - Parameter clock: a file with a time for libfaketime, `+3600` or `@2026-06-01 09:00:00` (UTC), which is read each
  ///   time the clock is read. Other clocks are not changed.
  package convenience init(_ folder: TestFolder, clock: String, environment: [String: String] = [:]) throws {
    let folders = ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu"]
    let libraries = folders.map { $0 + "/faketime/libfaketimeMT.so.1" }
    guard let library = libraries.first(where: FileManager.default.fileExists(atPath:)) else {
      throw NotListening(description: "libfaketime is missing: run “sh docker/setup.sh tests”")
    }
    // The library sets an environment variable, which makes a Swift program lose its arguments. A launcher avoids
    // that.
    try self.init(
      folder,
      environment: environment.merging([
        "LD_PRELOAD": library, "FAKETIME_TIMESTAMP_FILE": clock, "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1", "TZ": "UTC",
      ]) { $1 }, launcher: ["/usr/bin/env"])
    for name in ["faketime_shm_", "sem.faketime_sem_"] { unlink("/dev/shm/\(name)\(child.id)") }
  }
}

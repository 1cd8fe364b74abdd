// A server whose wall clock a file sets, by libfaketime.

import Foundation

extension RunningServer {
  /// - Parameter clock: a file of what libfaketime takes, `+3600` or `@2026-06-01 09:00:00` (UTC), looked into at each
  ///   reading of the clock. Other clocks run on.
  package convenience init(_ folder: TestFolder, clock: String, environment: [String: String] = [:]) throws {
    let folders = ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu"]
    let libraries = folders.map { $0 + "/faketime/libfaketimeMT.so.1" }
    guard let library = libraries.first(where: FileManager.default.fileExists(atPath:)) else {
      throw NotListening(description: "libfaketime is missing: run “sh docker/setup.sh tests”")
    }
    // The library sets a variable of the environment, and a Swift program that it does so in loses its arguments: hence
    // a launcher in which it is done.
    try self.init(
      folder,
      environment: environment.merging([
        "LD_PRELOAD": library, "FAKETIME_TIMESTAMP_FILE": clock, "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1", "TZ": "UTC",
      ]) { $1 }, launcher: ["/usr/bin/env"])
    for name in ["faketime_shm_", "sem.faketime_sem_"] { unlink("/dev/shm/\(name)\(child.id)") }
  }
}

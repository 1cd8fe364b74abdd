// Faults of the machine, a few runs each; `Tests/Faults/run.sh` repeats them many times.

import Foundation
import RunningNewsroom
import Testing

extension OneAtATime {
  @Suite struct FaultScriptTests {
    /// The faults that mount a disk need root, which CI has.
    private static let rows: [String] = {
      let always = ["descriptors", "memory", "reader", "slow"]
      return geteuid() == 0 ? always + ["full", "readonly", "power"] : always
    }()

    @Test(.timeLimit(.minutes(5)), arguments: rows)
    func `no fault of the machine loses anything acknowledged`(row: String) async throws {
      let folder = try TestFolder(in: .disk)
      let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Faults/faults.py").path
      let run = try Child(
        [script, "--quick", row], in: folder.path,
        environment: ["NEWSROOM": Child.binary.path, "PYTHONDONTWRITEBYTECODE": "1"], program: Python.interpreter)
      let end = try await blocking { run.end(within: 280) }
      #expect(end == .exit(0), "\(run.output)\(run.errors)")
    }
  }
}

// Faults of the machine, each a few times; `Tests/Faults/run.sh` does the same many times over.

import Foundation
import RunningNewsroom
import Testing

extension OneAtATime {
  @Suite struct FaultScriptTests {
    /// Those that mount a disk take a user who may: CI's is root.
    private static let rows: [String] = {
      let always = ["descriptors", "memory", "reader", "slow"]
      return geteuid() == 0 ? always + ["full", "readonly", "power"] : always
    }()

    @Test(.timeLimit(.minutes(5)), arguments: rows)
    func `what the machine does to it loses nothing that was acknowledged`(row: String) async throws {
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

// A thread for a suite of tests that wait for other programs.

import Dispatch
import Testing

/// Runs a suite on a thread of its own. Tests share one thread per core, so a serial suite would continue with its next
/// test only after all others.
package struct OwnThread: SuiteTrait, TestScoping {
  package func provideScope(
    for test: Test, testCase: Test.Case?, performing work: @Sendable () async throws -> Void
  ) async throws {
    try await withTaskExecutorPreference(ThreadExecutor()) { try await work() }
  }
}

extension Trait where Self == OwnThread {
  package static var ownThread: OwnThread { OwnThread() }
}

private final class ThreadExecutor: TaskExecutor {
  private let queue = DispatchQueue(label: "suite")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}

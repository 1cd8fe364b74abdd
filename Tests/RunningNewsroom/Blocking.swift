// Waiting without blocking other tests.

import Foundation

/// Runs blocking work on a separate thread, so that other tests lose none.
package func blocking<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
  try await withCheckedThrowingContinuation { continuation in
    Thread { continuation.resume(with: Result { try work() }) }.start()
  }
}

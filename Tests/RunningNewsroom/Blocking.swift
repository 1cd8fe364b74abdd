// Waiting without keeping other tests waiting.

import Foundation

/// Runs blocking work on a thread of its own, so that it takes none from the tests beside it.
package func blocking<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
  try await withCheckedThrowingContinuation { continuation in
    Thread { continuation.resume(with: Result { try work() }) }.start()
  }
}

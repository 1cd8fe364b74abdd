// A slow call that several threads share.

import Foundation

/// Runs a call one at a time. A caller gets the result of a call that began after it asked, so all who ask during one
/// call share the next one.
package final class SharedCall: @unchecked Sendable {
  private let call: @Sendable () throws -> Void
  /// Guards all variables.
  private let condition = NSCondition()
  private var isRunning = false
  /// The number of calls that have begun, and the last one that succeeded.
  private var (begun, succeeded) = (0, 0)
  private var (hasFailed, lastEnded) = (false, 0)

  package init(_ call: @escaping @Sendable () throws -> Void) { self.call = call }

  /// - Parameter failed: called with the error of a call that this thread has made.
  /// - Returns: whether a call that began after this one succeeded. While calls fail, it does not wait for another
  ///   thread's call.
  package func run(_ failed: (any Error) -> Void = { _ in }) -> Bool {
    condition.lock()
    defer { condition.unlock() }
    let wanted = begun + 1
    while lastEnded < wanted {
      if isRunning {
        if hasFailed { return false }
        condition.wait()
      } else {
        makeCall(failed)
      }
    }
    return succeeded >= wanted
  }

  private func makeCall(_ failed: (any Error) -> Void) {
    isRunning = true
    begun += 1
    condition.unlock()
    let result = Result { try call() }
    if case .failure(let error) = result { failed(error) }
    condition.lock()
    isRunning = false
    lastEnded = begun
    if case .success = result { (succeeded, hasFailed) = (begun, false) } else { hasFailed = true }
    condition.broadcast()
  }
}

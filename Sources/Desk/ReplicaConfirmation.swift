// Confirms that commits are on the replica, for a newsroom that acknowledges nothing before.

import Foundation
import Logging
import Storage

/// Asks Litestream to replicate the files. Writers that ask at the same time share one call.
package final class ReplicaConfirmation: Sendable {
  /// How long Litestream may take for a call, in seconds. A writer may wait for two calls of each file.
  private static let timeout = 5

  private let desk: SharedCall
  private let publicFile: SharedCall
  private let state: FailureState

  package init(directory: String, log: Logger) {
    let folder = URL(filePath: directory).standardizedFileURL.path
    let socket = LitestreamSocket(directory: folder)
    func call(_ name: String) -> SharedCall {
      SharedCall { try socket.sync("\(folder)/\(name)", within: Self.timeout) }
    }
    (desk, publicFile) = (call("desk.sqlite"), call("public.sqlite"))
    state = FailureState("replica", log: log)
  }

  /// Whether the last commits were not confirmed.
  package var isFailing: Bool { state.isFailing }

  /// - Returns: whether the desk's commits so far are on its replica.
  @discardableResult
  func confirmDesk() -> Bool { confirm([desk]) }

  /// - Returns: whether the commits to both files so far are on their replicas.
  package func confirm() -> Bool { confirm([publicFile, desk]) }

  private func confirm(_ calls: [SharedCall]) -> Bool {
    let isConfirmed = calls.allSatisfy { $0.run(state.fail) }
    if isConfirmed { state.succeed() }
    return isConfirmed
  }
}

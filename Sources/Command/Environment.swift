// Environment variables that are true or false.

import ArgumentParser
import Foundation

enum Environment {
  /// - Returns: false when the variable is not set.
  /// - Throws: `ValidationError` for any value but `true` and `false`.
  static func isTrue(_ variable: String) throws -> Bool {
    let text = ProcessInfo.processInfo.environment[variable] ?? ""
    guard ["", "true", "false"].contains(text) else {
      throw ValidationError("\(variable) must be true or false, not “\(text)”")
    }
    return text == "true"
  }
}

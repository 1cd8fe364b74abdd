// Settings of the environment that are yes or no.

import ArgumentParser
import Foundation

enum Environment {
  /// - Returns: false where it is not set.
  static func isTrue(_ variable: String) throws -> Bool {
    let text = ProcessInfo.processInfo.environment[variable] ?? ""
    guard ["", "true", "false"].contains(text) else {
      throw ValidationError("\(variable) is true or false, not “\(text)”")
    }
    return text == "true"
  }
}

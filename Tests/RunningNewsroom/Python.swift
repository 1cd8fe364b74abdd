// Python with the packages that the tests use.

import Foundation

package enum Python {
  /// The path where `sh docker/setup.sh tests` installs it.
  package static let interpreter: String = {
    let environment = ProcessInfo.processInfo.environment
    let cache = environment["XDG_CACHE_HOME"] ?? (environment["HOME"] ?? "") + "/.cache"
    return cache + "/newsroom/python/bin/python"
  }()
}

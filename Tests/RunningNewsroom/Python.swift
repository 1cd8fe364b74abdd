// Python with the packages that the tests use.

import Foundation

package enum Python {
  /// Where `sh docker/setup.sh tests` puts it.
  package static let interpreter: String = {
    let environment = ProcessInfo.processInfo.environment
    let cache = environment["XDG_CACHE_HOME"] ?? (environment["HOME"] ?? "") + "/.cache"
    return cache + "/newsroom/python/bin/python"
  }()
}

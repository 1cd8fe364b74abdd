// The rules on the whole repository: the packages that the build resolves to, and the top level.
import Foundation

/// The packages that the manifest resolves to, as the package manager wrote them down before it built this test.
struct ResolvedGraph: Decodable {
  struct Pin: Decodable {
    let identity: String
    let location: String
  }

  let pins: [Pin]

  /// nil when it cannot be determined: no such file, or one that lacks a package that the manifest names.
  static func read(resolved: Data?, manifest: String) -> ResolvedGraph? {
    guard let resolved, let graph = try? JSONDecoder().decode(ResolvedGraph.self, from: resolved) else { return nil }
    let known = Set(graph.pins.map(\.identity))
    let named = manifest.matches(of: /\.package\(\s*url:\s*"[^"]*\/([^"\/]+?)(?:\.git)?"/).map {
      $0.output.1.lowercased()
    }
    return !named.isEmpty && known.isSuperset(of: named) ? graph : nil
  }

  /// Ours are the only sockets: nothing may bring SwiftNIO in, by whatever way.
  var forbiddenPackages: [String] {
    pins.filter { $0.identity.hasPrefix("swift-nio") || $0.location.lowercased().contains("/swift-nio") }.map(
      \.identity)
  }
}

/// What git would commit at the top level; all that is there when this is no git checkout.
func topLevelEntries(of root: URL) throws -> Set<String> {
  // By popen: Foundation's Process reads past the end of a directory entry on Linux now and then, and crashes.
  let quoted = "'" + root.path.replacing("'", with: #"'\''"#) + "'"
  if let git = popen("git -C \(quoted) ls-files -z --cached --others --exclude-standard 2>/dev/null", "r") {
    let listing = FileHandle(fileDescriptor: fileno(git)).readDataToEndOfFile()
    if pclose(git) == 0 {
      return Set(
        listing.split(separator: 0).map { String(decoding: $0.prefix { $0 != UInt8(ascii: "/") }, as: UTF8.self) })
    }
  }
  return Set(try FileManager.default.contentsOfDirectory(atPath: root.path)).subtracting(["Package.resolved"])
}

func forbiddenTopLevel(_ entries: Set<String>) -> [String] {
  entries.filter { !$0.hasPrefix(".") && !House.topLevel.contains($0) }.sorted()
}

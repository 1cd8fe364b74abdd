// The rules for the whole repository: resolved packages, top-level names, and file names.
import Foundation

/// The resolved packages of the manifest, from the file that the package manager wrote before it built this test.
struct ResolvedGraph: Decodable {
  struct Pin: Decodable {
    let identity: String
    let location: String
  }

  let pins: [Pin]

  /// Returns nil when the file is missing or lacks a package of the manifest.
  static func read(resolved: Data?, manifest: String) -> ResolvedGraph? {
    guard let resolved, let graph = try? JSONDecoder().decode(ResolvedGraph.self, from: resolved) else { return nil }
    let known = Set(graph.pins.map(\.identity))
    let named = manifest.matches(of: /\.package\(\s*url:\s*"[^"]*\/([^"\/]+?)(?:\.git)?"/).map {
      $0.output.1.lowercased()
    }
    return !named.isEmpty && known.isSuperset(of: named) ? graph : nil
  }

  /// The newsroom has its own sockets: no dependency may bring in SwiftNIO, even indirectly.
  var forbiddenPackages: [String] {
    pins.filter { $0.identity.hasPrefix("swift-nio") || $0.location.lowercased().contains("/swift-nio") }.map(
      \.identity)
  }
}

/// The paths of the files that git would commit; outside a git checkout, all files that are not hidden.
func repositoryPaths(of root: URL) throws -> Set<String> {
  // By popen: on Linux, Foundation's Process sometimes reads past the end of a directory entry and crashes.
  let quoted = "'" + root.path.replacing("'", with: #"'\''"#) + "'"
  if let git = popen("git -C \(quoted) ls-files -z --cached --others --exclude-standard 2>/dev/null", "r") {
    let listQuery = FileHandle(fileDescriptor: fileno(git)).readDataToEndOfFile()
    if pclose(git) == 0 { return Set(listQuery.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }) }
  }
  let walk = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil, options: .skipsHiddenFiles)
  let paths = (walk?.compactMap { $0 as? URL } ?? []).map { String($0.path.dropFirst(root.path.count + 1)) }
  return Set(paths).subtracting(["Package.resolved"])
}

func topLevelEntries(of paths: Set<String>) -> Set<String> { Set(paths.map { String($0.prefix { $0 != "/" }) }) }

/// Files and folders whose paths differ only in case, which some file systems cannot hold together.
func clashingPaths(_ paths: Set<String>) -> [Fault] {
  var named: [String: Set<String>] = [:]
  for path in paths {
    let ends = path.indices.filter { path[$0] == "/" } + [path.endIndex]
    for end in ends { named[path[..<end].lowercased(), default: []].insert(String(path[..<end])) }
  }
  return named.values.filter { $0.count > 1 }.map { $0.sorted() }.sorted { $0[0] < $1[0] }.map {
    Fault(place: $0[0], reason: "differs only in case from \($0[1...].joined(separator: ", "))")
  }
}

func forbiddenTopLevel(_ entries: Set<String>) -> [String] {
  entries.filter { !$0.hasPrefix(".") && !Architecture.topLevel.contains($0) }.sorted()
}

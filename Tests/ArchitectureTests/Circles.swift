// Source folders that depend on each other in a circle, so that a reader of one needs to know all.

/// Each folder in a circle, with the folders on the way back to itself.
/// - Parameter files: a folder depends on another when it names a type that only the other defines at top level.
func circles(_ files: [SourceFile]) -> [Fault] {
  let code = files.filter { $0.isSwift && !$0.path.contains(".docc/") }.map { (folder: $0.folder, lines: $0.code) }
  let declaration =
    #/
    ^ (?: (?: package | public | final | indirect | @\w+ (?: \([^)]*\) )? ) \s+ )*
    (?: struct | class | enum | protocol | typealias | actor ) \s+ (\w+)
    /#
  let anyDeclaration = #/\b(?:struct|class|enum|protocol|typealias|actor|case|associatedtype)\s+(\w+)/#
  var homes: [String: Set<String>] = [:]
  var own: [String: Set<String>] = [:]
  for (folder, lines) in code {
    for line in lines {
      if let match = line.firstMatch(of: declaration) { homes[String(match.output.1), default: []].insert(folder) }
      for match in line.matches(of: anyDeclaration) { own[folder, default: []].insert(String(match.output.1)) }
    }
  }
  var uses: [String: Set<String>] = [:]
  for (folder, lines) in code {
    for match in lines.lazy.flatMap({ $0.matches(of: #/(?:^|[^.\w])([A-Z]\w*)/#) }) {
      let name = String(match.output.1)
      guard let home = homes[name], home.count == 1, !home.contains(folder), own[folder]?.contains(name) != true else {
        continue
      }
      uses[folder, default: []].formUnion(home)
    }
  }
  return uses.keys.sorted().compactMap { folder in
    way(back: folder, uses).map { Fault(place: folder, reason: $0.joined(separator: " → ")) }
  }
}

/// The shortest way from a folder back to itself; nil if there is none.
private func way(back folder: String, _ uses: [String: Set<String>]) -> [String]? {
  var ways = [[folder]]
  var seen: Set<String> = []
  while !ways.isEmpty {
    var longer: [[String]] = []
    for way in ways {
      for next in (uses[way[way.count - 1]] ?? []).sorted() {
        if next == folder { return way + [folder] }
        if seen.insert(next).inserted { longer.append(way + [next]) }
      }
    }
    ways = longer
  }
  return nil
}

extension SourceFile {
  /// `Sources/API/OpenAPI`
  fileprivate var folder: String { path.split(separator: "/").dropLast().joined(separator: "/") }

  /// The lines without comments and string literals.
  fileprivate var code: [String] {
    lines.map { line in
      let code = line.firstRange(of: "//").map { line[..<$0.lowerBound] } ?? line
      return String(code).replacing(#/"(?:[^"\\]|\\.)*"/#, with: "\"\"")
    }
  }
}

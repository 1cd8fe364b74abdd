// A text file of the repository, for the rules.
import Foundation

struct SourceFile: Sendable {
  /// The path from the root of the repository: `Sources/HTTP/Target.swift`.
  let path: String
  let lines: [Substring]

  init(path: String, text: String) {
    self.path = path
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    self.lines = lines
  }

  var isSwift: Bool { path.hasSuffix(".swift") }
  var isManifest: Bool { path.hasSuffix("Package.swift") }

  /// The target of the file: the folder in `Sources`, or the top-level folder that is a target.
  var target: String? {
    let parts = path.split(separator: "/").map(String.init)
    if parts.count > 2, parts[0] == "Sources" { return parts[1] }
    return parts.count > 1 && Architecture.imports.keys.contains(parts[0]) ? parts[0] : nil
  }

  func fault(line: Int, _ reason: String) -> Fault { Fault(place: "\(path):\(line + 1)", reason: reason) }

  /// All text files of the repository. Hidden folders contain build products and are skipped, except CI's.
  static func all(under root: URL = Architecture.root) throws -> [SourceFile] {
    let folders = ["Sources", "Tests", "migrations", "docker", ".ci"].map { root.appending(path: $0) }
    var files = ["Package.swift", "README.md"].map { root.appending(path: $0) }
    for folder in folders {
      let walk = FileManager.default.enumerator(
        at: folder, includingPropertiesForKeys: nil, options: .skipsHiddenFiles,
        errorHandler: { _, error in
          fatalError("\(folder.path) cannot be read: \(error)")
        })
      files += walk?.compactMap { $0 as? URL } ?? []
    }
    let start = root.path.count + 1
    return try files.compactMap { url in
      guard Architecture.textSuffixes.contains(url.pathExtension) || url.path.hasSuffix(".ci/run"),
        FileManager.default.fileExists(atPath: url.path)
      else { return nil }
      return SourceFile(path: String(url.path.dropFirst(start)), text: try String(contentsOf: url, encoding: .utf8))
    }
  }
}

// The architecture rules, checked on every file of the repository.
import Foundation
import Testing

@Suite("The architecture")
struct ArchitectureTests {
  let files: [SourceFile]

  init() throws {
    files = try SourceFile.all()
    try #require(files.contains { $0.path == "Package.swift" })
  }

  @Test("Each target imports what the architecture allows it")
  func imports() {
    #expect(files.flatMap { forbiddenImports($0) } == [])
  }

  @Test("The targets are those of the architecture")
  func targets() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: Architecture.root.appending(path: "Sources").path)
    #expect(Set(folders.filter { !$0.hasPrefix(".") } + ["migrations"]) == Set(Architecture.imports.keys))
  }

  @Test("No folders form a cycle")
  func folders() {
    #expect(circles(files.filter { $0.path.hasPrefix("Sources/") }) == [])
  }

  @Test("Nothing below extends a type of the top")
  func extensions() {
    #expect(files.flatMap(forbiddenExtensions) == [])
  }

  @Test("Inserts name their columns, and lists of placeholders are made in one place")
  func statements() {
    #expect(files.flatMap(forbiddenSQL) == [])
  }

  @Test("Markup is searched for in bytes or scalars")
  func characters() {
    #expect(files.flatMap(characterGuards) == [])
  }

  @Test("No try is forced, and no work is postponed")
  func words() {
    #expect(files.flatMap(forbiddenWords) == [])
  }

  @Test("No failure is hidden without a reason")
  func failures() {
    #expect(files.flatMap(hiddenFailures) == [])
  }

  @Test("No field name falls back to another")
  func fieldNames() {
    #expect(files.flatMap(replacedFieldNames) == [])
  }

  @Test("Files have at most 400 lines, of at most 120 columns")
  func lengths() {
    #expect(files.flatMap(tooLong) == [])
  }

  @Test("Each file begins with a sentence about its content")
  func openings() {
    #expect(files.flatMap(missingOpening) == [])
  }

  @Test("No file mentions a personal machine, or anything outside the repository")
  func foreignWordsAreAbsent() {
    #expect(files.flatMap(foreignWords) == [])
  }

  @Test("SwiftNIO is not among the resolved packages")
  func packages() throws {
    let resolved = try? Data(contentsOf: Architecture.root.appending(path: "Package.resolved"))
    let manifest = try String(contentsOf: Architecture.root.appending(path: "Package.swift"), encoding: .utf8)
    let graph = try #require(
      ResolvedGraph.read(resolved: resolved, manifest: manifest), "Package.resolved does not list the packages in use")
    #expect(graph.forbiddenPackages == [])
  }

  @Test("The top level has only the declared entries, and dotfiles")
  func topLevel() throws {
    let entries = topLevelEntries(of: try repositoryPaths(of: Architecture.root))
    #expect(entries.contains("Package.swift"))
    #expect(forbiddenTopLevel(entries) == [])
  }

  @Test("No two paths differ only in case")
  func pathsDiffer() throws {
    let paths = try repositoryPaths(of: Architecture.root)
    #expect(paths.contains("Tests/ArchitectureTests/ArchitectureTests.swift"))
    #expect(clashingPaths(paths) == [])
  }
}

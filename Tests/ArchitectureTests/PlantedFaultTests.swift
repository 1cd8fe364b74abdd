// Each rule on a planted fault, which proves that the rule works.
import Foundation
import Testing

@Suite("Planted faults")
struct PlantedFaultTests {
  private func file(_ path: String, _ text: String) -> SourceFile { SourceFile(path: path, text: text) }

  @Test(
    "An import that the architecture does not allow is found, however it is written",
    arguments: [
      ("Sources/HTTP/A.swift", "import Server"),
      ("Sources/HTTP/A.swift", "@testable import Newsroom"),
      ("Sources/Bytes/A.swift", "import HTTP"),
      ("Sources/Server/A.swift", "package import GRDB"),
      ("Sources/Server/Deep/A.swift", "@preconcurrency public import struct GRDB.Row"),
      ("Sources/Manuscript/A.swift", "#if canImport(CCurl)\n  import CCurl\n#endif"),
      ("Sources/Newsroom/A.swift", "import Server"), ("Sources/Catalog/A.swift", "import Desk"),
      ("Sources/Desk/A.swift", "import HTTP"), ("Sources/Formats/A.swift", "import Pages"),
      ("Sources/Content/A.swift", "import GRDB"), ("Sources/API/A.swift", "import Newsroom"),
      ("Sources/Newsroom/A.swift", "import FoundationNetworking"),
      ("Sources/Command/A.swift", "import NIOCore"),
      ("Sources/Unknown/A.swift", ""),
      ("migrations/A.swift", "@_exported import HTTP"),
      ("Sources/Web/A.swift", "let text = \"\"\"\n  import Nothing\n  \"\"\"\nimport HTTP"),
    ])
  func imports(_ path: String, _ text: String) {
    #expect(forbiddenImports(file(path, text)).count == 1)
  }

  @Test(
    "An allowed import is none, nor is the word in a text",
    arguments: [
      ("Sources/HTTP/A.swift", "import Foundation\nimport HTTPTypes\n@preconcurrency import Dispatch"),
      ("Sources/API/A.swift", "import struct HTTP.Request\nimport GRDB"),
      ("Sources/Web/A.swift", "// import Server\nlet important = 1"),
      ("Sources/Web/A.swift", "let text = \"\"\"\n  import Nothing\n  \"\"\""),
      ("Tests/HTTPTests/A.swift", "import GRDB"),
    ])
  func allowedImports(_ path: String, _ text: String) {
    #expect(forbiddenImports(file(path, text)) == [])
  }

  @Test(
    "A forced try and work left for later are found", arguments: ["try" + "! f()", "// TO" + "DO", "// FIX" + "ME:"])
  func words(_ text: String) {
    #expect(forbiddenWords(file("Tests/A.swift", "let a = 1\n\(text)")).map(\.place) == ["Tests/A.swift:2"])
    #expect(forbiddenWords(file("Tests/A.swift", "try f()\ntry? f()")) == [])
  }

  @Test(
    "A failure that is hidden without a reason is found",
    arguments: [
      "let a = try? f()", "/// What a is.\nlet a = try? f()", "// Why.\nlet b = 1\nlet a = try? f()",
      "g(1) { (try? f())?.count }",
    ])
  func failures(_ text: String) {
    #expect(hiddenFailures(file("Sources/Desk/A.swift", text)).count == 1)
    #expect(hiddenFailures(file("Tests/A.swift", text)) == [])
  }

  @Test(
    "A failure that is hidden with a reason is none",
    arguments: [
      "// Why.\nlet a = try? f()", "let a = try? f()  // Why.", "let entry: Entry?", "// Not try? but try.\ntry f()",
    ])
  func explainedFailures(_ text: String) {
    #expect(hiddenFailures(file("Sources/Desk/A.swift", text)) == [])
  }

  @Test(
    "A field name that falls back to another is found",
    arguments: [
      "let a = HTTPField.Name(\"X-A\") ?" + "? .from", "fields[HTTPField.Name(name(1)) ?" + "? .accept] = b",
      "let a =\n  HTTPField.Name(\n    \"X-A\")\n  ?" + "? .from",
    ])
  func fieldNames(_ text: String) {
    #expect(replacedFieldNames(file("Sources/HTTP/A.swift", text)).count == 1)
    #expect(replacedFieldNames(file("Sources/HTTP/A.swift", "HTTPField.Name(a).flatMap { b[$0] } ?" + "? c")) == [])
  }

  @Test("Too long files and lines are found, and those at the limit are not")
  func lengths() {
    let line = String(repeating: "é", count: 120)
    #expect(tooLong(file("A.swift", String(repeating: line + "\n", count: 400))) == [])
    #expect(tooLong(file("A.swift", line + "\n" + line + "é")).map(\.place) == ["A.swift:2"])
    #expect(tooLong(file("A.swift", String(repeating: "\n", count: 401))).count == 1)
  }

  @Test(
    "A file that opens otherwise than with a sentence is found",
    arguments: [
      "", "import A", "/// What it is, documented.", "// No final point", "// A.", "\n// After an empty line.",
    ])
  func openings(_ text: String) {
    #expect(missingOpening(file("A.swift", text)).count == 1)
    #expect(missingOpening(file("A.swift", "// What this file is,\n// in one sentence.\nimport A")) == [])
  }

  @Test(
    "Paths of a machine and credits are found",
    arguments: ["cd /ro" + "ot/x", "\"/ho" + "me/me/x\"", "../sha" + "red/x", "Co-authored-B" + "y: X", "by A" + "I."])
  func foreign(_ text: String) {
    #expect(foreignWords(file("README.md", text)).count == 1)
    #expect(foreignWords(file("README.md", "/usr/bin/env, https://example.org/home/ and the homework")) == [])
  }

  @Test("SwiftNIO is found among the packages, and an unreadable graph is refused")
  func packages() throws {
    let manifest = #".package(url: "https://example.org/a/GRDB.swift.git", from: "7.0.0"), .package(path: "x")"#
    func graph(_ identities: String...) -> ResolvedGraph? {
      let pins = identities.map { #"{"identity": "\#($0)", "location": "https://example.org/\#($0)"}"# }
      return .read(resolved: Data(#"{"pins": [\#(pins.joined(separator: ","))]}"#.utf8), manifest: manifest)
    }
    #expect(graph("grdb.swift")?.forbiddenPackages == [])
    #expect(graph("grdb.swift", "swift-nio-ssl")?.forbiddenPackages == ["swift-nio-ssl"])
    #expect(graph("swift-log") == nil)
    #expect(ResolvedGraph.read(resolved: nil, manifest: manifest) == nil)
    #expect(ResolvedGraph.read(resolved: Data("{}".utf8), manifest: manifest) == nil)
    #expect(ResolvedGraph.read(resolved: Data(#"{"pins": []}"#.utf8), manifest: "") == nil)
  }

  @Test("An entry that does not belong at the top level is found")
  func topLevel() {
    #expect(forbiddenTopLevel(["Package.swift", "README.md", ".ci", "Makefile", "docs"]) == ["Makefile", "docs"])
  }

  @Test(
    "Paths that differ only in case are found, of files and of folders",
    arguments: [
      (["Sources/A/SiteMap.swift", "Sources/A/Sitemap.swift", "Sources/A/B.swift"], "Sources/A/SiteMap.swift"),
      (["Sources/Web/a.js", "Sources/web/b.js"], "Sources/Web"), (["README.md", "Readme.md"], "README.md"),
    ] as [(Set<String>, String)])
  func pathsThatClash(_ paths: Set<String>, _ place: String) {
    #expect(clashingPaths(paths).map(\.place) == [place])
    #expect(clashingPaths(["Sources/A/Map.swift", "Sources/B/map.swift", "Sources/A"]) == [])
  }

  @Test("A cycle of folders is found, and a stack of folders is no cycle")
  func folders() {
    let low = file("Sources/Low/A.swift", "struct Low {}")
    let high = file("Sources/High/A.swift", "struct High { let low: Low }")
    #expect(circles([low, high]) == [])
    let knot = file("Sources/Low/B.swift", "enum Knot { static let text = \"Nothing\" } // Nothing\nlet high: High")
    #expect(circles([low, high, knot]).map(\.place) == ["Sources/High", "Sources/Low"])
    let inner = [
      file("Sources/A/One/A.swift", "struct One { let two: Two }"),
      file("Sources/A/Two/A.swift", "struct Two { let one: One }"),
    ]
    #expect(circles(inner).count == 2)
  }

  @Test("An extension of a type of the top is found below it")
  func extensions() {
    #expect(forbiddenExtensions(file("Sources/Desk/A.swift", "extension Application {}")).count == 1)
    #expect(forbiddenExtensions(file("Sources/API/A.swift", "extension Application {}")) == [])
    #expect(forbiddenExtensions(file("Sources/Desk/A.swift", "extension ApplicationText {}")) == [])
  }

  @Test("An INSERT without columns and placeholders made by hand are found")
  func statements() {
    for text in ["INSERT INTO things VALUES (?, ?)", "map { _ in \"?\" }", "Array(repeating: \"?\", count: 2)"] {
      #expect(forbiddenSQL(file("Sources/Desk/A.swift", text)).count == 1)
    }
    #expect(forbiddenSQL(file("Sources/Desk/A.swift", "INSERT INTO things (a, b) VALUES (?, ?)")) == [])
  }

  @Test("A search for markup in characters is found")
  func characters() {
    for text in [
      #"text.replacing("<", with: "&lt;")"#, #"name.contains("@")"#, #"text.replacing("\"", with: "")"#,
      ##"text.replacing(#"\"#, with: "")"##, #"let parts = address.split(separator: "@")"#,
    ] {
      #expect(characterGuards(file("Sources/Desk/A.swift", text)).count == 1, "\(text)")
    }
    for text in [#"text.utf8.contains("<svg".utf8)"#, #"text.replacing(" ", with: "-")"#, #"list.contains("a")"#] {
      #expect(characterGuards(file("Sources/Desk/A.swift", text)) == [], "\(text)")
    }
  }
}

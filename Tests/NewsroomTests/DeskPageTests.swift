// The files of the desk's pages: all are served and small, and have words for everything in three languages.

import Foundation
import HTTP
import Outbound
import Testing
import Web

@testable import Content
@testable import Desk

@Suite struct DeskPageTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Sources/Web/Desk")

  static func text(_ name: String) throws -> String {
    try String(contentsOf: folder.appending(path: name), encoding: .utf8)
  }

  @Test func `the list of files is the folder`() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    #expect(Set(names) == Set(DeskFiles.all.map(\.name) + ["desk.html"]))
    for file in DeskFiles.all { #expect(try Array(Self.text(file.name).utf8) == file.bytes, "\(file.name)") }
  }

  @Test func `a browser loads at most 60 KB of it with heads, and caches it by its tags`() throws {
    let newsroom = try TestNewsroom()
    var size = 0
    // With the words of one language (French has the longest), and without modules that are loaded on demand.
    let loaded = try Self.imported(by: "main.js").union(["main.js", "desk.css", "fr.js"]).sorted()
    #expect(loaded.contains("editor.js") && loaded.contains("publishing.js") && !loaded.contains("audit.js"))
    for path in ["/desk"] + loaded.map({ "/desk/" + $0 }) {
      let reply = try newsroom.get(path, ["Accept-Encoding": "gzip"])
      #expect(reply.status == 200 && reply["X-Content-Type-Options"] == "nosniff", "\(path)")
      #expect(reply.isPublic)
      let tag = try #require(reply["ETag"])
      #expect(try newsroom.get(path, ["If-None-Match": tag, "Accept-Encoding": "gzip"]).status == 304)
      size += reply.body.count + reply.headers.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 4 }
    }
    print("/desk takes \(size) bytes in \(loaded.count + 1) files")
    #expect(size <= 60_000)
    #expect(try newsroom.get("/desk/nothing.js").status == 404)
  }

  @Test func `only our own scripts run, and no other page frames the desk`() throws {
    let newsroom = try TestNewsroom()
    let page = try newsroom.get("/desk", ["Accept": "text/html"])
    let policy = try #require(page["Content-Security-Policy"])
    for rule in [
      "default-src 'none'", "script-src \(newsroom.address)/desk/", "style-src 'self'", "connect-src 'self'",
      "frame-ancestors 'none'", "require-trusted-types-for 'script'", "trusted-types 'none'",
    ] {
      #expect(policy.components(separatedBy: "; ").contains(rule), "\(rule)")
    }
    #expect(!policy.contains("unsafe"))
    let markup = try Regex(#"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+="#)
    #expect(page.text.firstMatch(of: markup) == nil)
    for file in DeskFiles.all where file.name.hasSuffix(".js") {
      let code = try Self.text(file.name)
      for word in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "DOMParser", "style:"] {
        #expect(!code.contains(word), "\(file.name): \(word)")
      }
    }
  }

  /// The modules that are loaded together with a module.
  private static func imported(by name: String, after known: Set<String> = []) throws -> Set<String> {
    let line = try Regex<(Substring, Substring)>(#"(?m)^import .* from '\./([\w.]+)'$"#)
    return try text(name).matches(of: line).map { String($0.output.1) }.reduce(into: known) { found, other in
      if found.insert(other).inserted { found = try imported(by: other, after: found) }
    }
  }

  // MARK: Words

  static func words(_ language: String) throws -> [String: String] {
    let line = try Regex<(Substring, Substring, Substring)>(#"(?m)^  '?([\w.]+)'?: ['"](.*)['"],$"#)
    let tables = try text(language + ".js") + text(language + "-more.js")
    return Dictionary(
      uniqueKeysWithValues: tables.matches(of: line).map { match in
        (String(match.output.1), String(match.output.2))
      })
  }

  @Test func `no word is missing in a language, and its blanks are the same`() throws {
    let dutch = try Self.words("nl")
    #expect(dutch.count > 250)
    let blank = try Regex(#"\{\w+\}"#)
    for language in ["fr", "en"] {
      let other = try Self.words(language)
      #expect(Set(other.keys) == Set(dutch.keys), "\(language)")
      for (name, text) in other {
        #expect(!text.isEmpty, "\(language): \(name)")
        let blanks = [text, dutch[name] ?? ""].map { Set($0.matches(of: blank).map { String($0.0.description) }) }
        #expect(blanks[0] == blanks[1], "\(language): \(name)")
      }
    }
  }

  @Test func `every code that the desk shows has a label`() throws {
    let known = Set(try Self.words("nl").keys)
    let plain = try Regex<(Substring, Substring)>(#"\bt\('([\w.]+)'"#)
    let either = try Regex<(Substring, Substring, Substring)>(#"\bt\([^'()]*\? '([\w.]+)' : '([\w.]+)'"#)
    var used = Set<String>()
    for file in DeskFiles.all where file.name.hasSuffix(".js") {
      let code = try Self.text(file.name)
      used.formUnion(code.matches(of: plain).map { String($0.output.1) })
      used.formUnion(code.matches(of: either).flatMap { [String($0.output.1), String($0.output.2)] })
    }
    #expect(used.subtracting(known) == [])
    // The names of resources and their fields also need words.
    var answered: [String] = []
    for resource in Resource.all {
      answered += ["kind.\(resource.kind)", "plural.\(resource.path)", "new.\(resource.path)"]
      answered += Self.names(resource.fields).map { "field.\($0)" }
    }
    #expect(Set(answered).subtracting(known) == [])
  }

  /// A field without a place is shown after all others.
  @Test func `every field of every resource has its place on the desk`() throws {
    let code = try Self.text("resources.js")
    for resource in Resource.all {
      // Fields that are computed, or stored as received.
      let hidden = ["id", "href", "state", "phonePrinted"]
      for name in Self.names(resource.fields) where !hidden.contains(name) {
        #expect(code.contains(" \(name): {"), "\(resource.kind): \(name)")
      }
    }
  }

  private static func names(_ fields: [Field]) -> [String] {
    fields.flatMap { field -> [String] in
      guard !["id", "href", "state"].contains(field.name) else { return [] }
      switch field.shape {
      case .object(let inner), .list(.object(let inner), _): return [field.name] + names(inner)
      default: return [field.name]
      }
    }
  }
}

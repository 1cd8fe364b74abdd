// A client that follows the log of changes keeps an exact copy of everything public, while others write.

import Foundation
import HTTP
import HTTPTypes
import RunningNewsroom
import Synchronization
import Testing

@testable import API
@testable import Content
@testable import Desk
@testable import Values

@Suite struct ChangesTests {
  private static let address = "https://press.example"

  /// A client that copies everything public: it follows the log, and gets each changed item again with the items that
  /// it refers to or that refer to it.
  private final class Copy {
    private let newsroom: Application
    private(set) var items: [String: String] = [:]
    private(set) var numbers: [String] = []
    private var cursor: String?

    init(_ newsroom: Application) { self.newsroom = newsroom }

    /// Follows the log to its end.
    func follow() {
      while true {
        let log = newsroom.get("/changes?pageSize=50" + (cursor.map { "&after=\($0)" } ?? "")).json
        let changes = (log["items"]?.array ?? []).compactMap(\.object)
        numbers += changes.compactMap { $0["number"]?.text }
        cursor = log["after"]?.string
        var stale: Set<String> = []
        for change in changes {
          let href = change["href"]?.string ?? ""
          stale.formUnion(
            [href] + links(in: items[href] ?? "") + items.keys.filter { items[$0]?.contains(href) == true })
          stale.formUnion(links(in: newsroom.get(path(href)).text))
          // A person's item does not list the items that print it.
          guard change["kind"] == "contact", let id = change["id"]?.string else { continue }
          let printing = newsroom.get("/releases?contact=\(id)&pageSize=100").json["items"]?.array ?? []
          stale.formUnion(printing.compactMap { $0.object?["href"]?.string })
        }
        for href in stale {
          let reply = newsroom.get(path(href))
          items[href] = reply.status == 200 ? reply.text : nil
        }
        if changes.isEmpty { return }
      }
    }

    private func path(_ href: String) -> String { String(href.dropFirst(ChangesTests.address.count)) }

    private func links(in text: String) -> [String] {
      text.matches(of: /https:\/\/press\.example\/(?:releases|advices|sites|contacts)\/[a-z0-9-]+/).map {
        String($0.output)
      }
    }
  }

  /// A press officer who performs random operations.
  private final class Officer {
    private let newsroom: Application
    private var random = SeededNumbers(for: "what an officer does")
    private var tokens: [String] = []
    private var writes = 0
    private var ids: [String: [String]] = [:]

    init(_ newsroom: Application) { self.newsroom = newsroom }

    @discardableResult
    private func write(_ method: HTTPRequest.Method, _ path: String, _ body: String) throws -> Int {
      // Stay below the token's limit of writes.
      if writes % 400 == 0 {
        tokens.append(
          try newsroom.desk.createToken(
            name: "officer", scopes: [.draft, .publish], expiresAt: nil, by: Author("test")))
      }
      writes += 1
      var request = Request(method: method, path: path, body: Array(body.utf8))
      request.fields[.authorization] = "Bearer \(tokens[tokens.count - 1])"
      request.fields[.contentType] = "application/json"
      request.fields[.ifMatch] = method == .patch ? "*" : nil
      let status = newsroom.respond(to: request).status.code
      #expect(status < 500)
      return status
    }

    private func reference(_ path: String) -> [String] {
      (ids[path] ?? []).randomElement(using: &random).map { [$0] } ?? []
    }

    private func document(_ path: String, _ number: Int) -> String {
      let word = "woord\(Int.random(in: 0..<1000, using: &random))"
      func list(_ ids: [String]) -> String { ids.map { "\"\($0)\"" }.joined(separator: ",") }
      return switch path {
      case "releases":
        """
        "title": {"nl": "Titel \(number)", "fr": "Titre"}, "lead": {"nl": "\(word)", "fr": "\(word)"},
        "sites": [\(list(reference("sites")))], "advices": [\(list(reference("advices")))],
        "contacts": [\(reference("contacts").map { #"{"id": "\#($0)"}"# }.joined()), {"name": "An \(word)"}]
        """.replacing("[,", with: "[")
      case "advices":
        #""kind": "initiative", "title": {"nl": "\#(word)", "fr": "\#(word)"}, "sites": [\#(list(reference("sites")))]"#
      case "sites": #""name": {"nl": "\#(word)", "fr": "\#(word)"}"#
      default: #""name": "An \#(word)", "role": {"nl": "\#(word)"}"#
      }
    }

    func act(on count: Int) throws {
      let path = ["releases", "releases", "advices", "sites", "contacts"].randomElement(using: &random) ?? ""
      let known = ids[path] ?? []
      guard known.count >= count / 5, let id = known.randomElement(using: &random) else {
        let id = "\(path.dropLast())-\(known.count)"
        let status = ["draft", "published"].randomElement(using: &random) ?? ""
        try write(.post, "/\(path)", #"{"id": "\#(id)", "status": "\#(status)", \#(document(path, known.count))}"#)
        ids[path, default: []].append(id)
        return
      }
      switch Int.random(in: 0..<10, using: &random) {
      case 0: try write(.post, "/\(path)/\(id)/withdrawals", #"{"reason": {"nl": "Weg", "fr": "Parti"}}"#)
      case 1...4: try write(.patch, "/\(path)/\(id)", "{\(document(path, 0))}")
      default:
        let note = #"{"correction": {"nl": "Beter", "fr": "Mieux"}}"#
        try write(.post, "/\(path)/\(id)/publications", note)
      }
    }
  }

  @Test func `a copy that follows the log during writes is the same to the byte`() async throws {
    let newsroom = try TestData().open()
    let copy = Copy(newsroom)
    let isWriting = Atomic(true)
    async let writing: Void = Task.detached {
      defer { isWriting.store(false, ordering: .releasing) }
      let officer = Officer(newsroom)
      for _ in 0..<Self.actions { try officer.act(on: Self.count) }
    }.value
    while isWriting.load(ordering: .acquiring) {
      copy.follow()
      try await Task.sleep(for: .milliseconds(2))
    }
    try await writing
    copy.follow()
    #expect(copy.numbers == (1...copy.numbers.count).map(String.init), "each change once, in order")
    var all: [String: String] = [:]
    for resource in Resource.all {
      var next: String? = "/\(resource.path)?pageSize=100"
      while let target = next {
        let page = newsroom.get(target).json
        for href in (page["items"]?.array ?? []).compactMap({ $0.object?["href"]?.string }) {
          all[href] = newsroom.get(String(href.dropFirst(Self.address.count))).text
        }
        next = page["next"]?.string.map { String($0.dropFirst(Self.address.count)) }
      }
    }
    #expect(all.count > Self.count / 4 && copy.items.count == all.count)
    for (href, text) in all { #expect(copy.items[href] == text, "\(href)") }
    try #expect(newsroom.changes().count == copy.numbers.count)
  }

  /// `NEWSROOM_COPY=large` copies a thousand items of each path through ten thousand operations.
  private static let isLarge = ProcessInfo.processInfo.environment["NEWSROOM_COPY"] == "large"
  private static let count = isLarge ? 1_000 : 100
  private static let actions = isLarge ? 10_000 : 800
}

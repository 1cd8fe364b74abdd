// The content of the search index: every word of the current texts, and no others.

import Foundation
import GRDB
import RunningNewsroom
import Testing

@testable import API
@testable import Catalog
@testable import Desk
@testable import Values

@Suite struct IndexTests {
  private static let reason = #"{"reason": {"nl": "Weg", "fr": "Parti"}}"#

  private func release(_ id: String, _ word: String) -> String {
    TestNewsroom.release(id, more: #", "boilerplate": {"nl": "\#(word)"}, "status": "published""#)
  }

  /// Whether any file of the public database contains the text.
  private func isInFiles(_ data: TestData, _ text: String) throws -> Bool {
    let names = try FileManager.default.contentsOfDirectory(atPath: data.directory).filter { $0.hasPrefix("public") }
    return try names.contains { name in
      try Data(contentsOf: URL(filePath: "\(data.directory)/\(name)")).range(of: Data(text.utf8)) != nil
    }
  }

  @Test func `no withdrawn or corrected word stays in the public file`() throws {
    let data = try TestData()
    let newsroom = try data.open()
    for number in 1...20 { try newsroom.write("POST", "/releases", release("other-\(number)", "woord\(number)")) }
    for (id, word) in [("withdrawn", "qvxwithdrawn"), ("corrected", "zkjcorrected")] {
      #expect(try newsroom.write("POST", "/releases", release(id, word)).status == 201)
      #expect(try isInFiles(data, word))
    }
    #expect(try newsroom.write("POST", "/releases/withdrawn/withdrawals", Self.reason).status == 201)
    let better = #"{"boilerplate": {"nl": "Beter"}}"#
    #expect(try newsroom.write("PATCH", "/releases/corrected", better, ["If-Match": "*"]).status == 200)
    let note = #"{"correction": {"nl": "Beter", "fr": "Mieux"}}"#
    #expect(try newsroom.write("POST", "/releases/corrected/publications", note).status == 201)
    #expect(newsroom.get("/releases?q=qvx*").json["total"] == .integer(0))
    for word in ["qvxwithdrawn", "zkjcorrected"] {
      #expect(eventually { (try? isInFiles(data, word)) == false }, "\(word)")
    }
    #expect(newsroom.get("/releases?q=woord7").json["total"] == .integer(1))
    #expect(newsroom.get("/releases?q=beter").json["total"] == .integer(1))
  }

  @Test func `many pieces of the index become one once nothing is published`() throws {
    let data = try TestData()
    let newsroom = try data.open()
    let pool = try newsroom.publicFile.pool
    // Without automatic merges, each publication adds a piece.
    try pool.write { db in try db.execute(sql: "INSERT INTO search (search, rank) VALUES ('automerge', 0)") }
    for number in 0...IndexCleaning.pieceLimit {
      #expect(try newsroom.write("POST", "/releases", release("r\(number)", "raad")).status == 201)
    }
    #expect(try pool.read(IndexCleaning.pieces) > IndexCleaning.pieceLimit)
    IndexCleaning(pool, quiet: .milliseconds(1)).plan()
    #expect(eventually { (try? pool.read(IndexCleaning.pieces)) == 1 })
    #expect(newsroom.get("/releases?q=raad").json["total"] == .integer(Int64(IndexCleaning.pieceLimit) + 1))
  }

  @Test func `the index is complete after any writes, and equals that of a new file`() throws {
    let (data, twin) = (try TestData(), try TestData())
    let newsrooms = [try data.open(), try twin.open()]
    var random = SeededNumbers(for: "what is withdrawn from the index")
    for number in 0..<40 {
      let isSecret = Bool.random(using: &random)
      for newsroom in isSecret ? [newsrooms[0]] : newsrooms {
        try newsroom.write(
          "POST", "/releases", release("r\(number)", isSecret ? "raad geheim" : "raad plaats\(number)"))
      }
      guard isSecret else { continue }
      let isWithdrawn = Bool.random(using: &random)
      try newsrooms[0].write("POST", "/releases/r\(number)/withdrawals", isWithdrawn ? Self.reason : "{}")
      if !isWithdrawn { try newsrooms[0].write("POST", "/releases/r\(number)/withdrawals", Self.reason) }
    }
    for newsroom in newsrooms {
      try newsroom.publicFile.pool.write { db in
        try db.execute(sql: "INSERT INTO search (search) VALUES ('integrity-check')")
      }
    }
    for path in [
      "/releases?q=raad", "/search?q=raad%20titel&facets=(kind,lang)", "/releases?q=geheim", "/releases?q=-x",
    ] {
      let answers = newsrooms.map { newsroom in
        newsroom.get(path).text.replacing(/"(publishedAt|updatedAt)":"[^"]*"/, with: "")
      }
      #expect(answers[0] == answers[1], "\(path)")
    }
  }

  @Test func `lists and an index of an older version are rebuilt at the start`() throws {
    let data = try TestData()
    let paths = ["/releases?q=raad", "/search?facets=(kind)", "/sites?bbox=4,50,5,51", "/releases?facets=(site,year)"]
    var answers: [String] = []
    do {
      let newsroom = try data.open()
      let site = #"""
        {"id": "s", "name": {"nl": "Terrein"}, "status": "published",
         "coordinates": {"latitude": 50.8, "longitude": 4.3, "precision": "plot", "source": "test"}}
        """#
      #expect(try newsroom.write("POST", "/sites", site).status == 201)
      let release = TestNewsroom.release(
        "r", more: #", "boilerplate": {"nl": "Raad"}, "sites": ["s"], "status": "published""#)
      #expect(try newsroom.write("POST", "/releases", release).status == 201)
      #expect(try newsroom.write("POST", "/releases", TestNewsroom.release("draft")).status == 201)
      answers = paths.map { newsroom.get($0).text }
      for pool in [try newsroom.desk.pool, try newsroom.publicFile.pool] {
        try pool.write { db in
          try db.execute(
            sql: """
              DELETE FROM search; DELETE FROM points; DELETE FROM terms WHERE field LIKE 'item%' OR field LIKE '%.year';
              UPDATE indexState SET version = 0
              """)
        }
      }
      #expect(newsroom.get("/releases?q=raad").json["total"] == .integer(0))
    }
    let newsroom = try data.open()
    #expect(paths.map { newsroom.get($0).text } == answers)
    #expect(answers.allSatisfy { $0.contains(#""total":1"#) || $0.contains(#""total":2"#) })
    #expect(newsroom.get("/search?q=draft").json["total"] == .integer(0))
  }
}

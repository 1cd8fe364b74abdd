// Without a token, no request can distinguish a secret item from one that does not exist.

import Foundation
import GRDB
import RunningNewsroom
import Testing

@testable import API
@testable import Catalog
@testable import Content

@Suite struct SecrecyTests {
  /// `NEWSROOM_DESKS` sets the number of desks.
  static let desks = ProcessInfo.processInfo.environment["NEWSROOM_DESKS"].flatMap { Int($0) } ?? 6
  /// `NEWSROOM_SEED` repeats the desks of another run.
  static let seed = SeededNumbers.seed

  @Test func `a newsroom with secrets answers like one without them`() throws {
    print("\(Self.desks) random desks from NEWSROOM_SEED=\(Self.seed)")
    for desk in 0..<UInt64(Self.desks) {
      let twins = try Twins(seed: Self.seed + desk)
      var questions = try PublicQuestions(twins)
      #expect(twins.hidden.count >= 5)
      for place in Place.all + Place.all.filter(\.isForAnyone) {
        let telltale = try twins.telltale(&questions, at: place)
        try #require(telltale == nil, "NEWSROOM_SEED=\(Self.seed + desk) NEWSROOM_DESKS=1: \(telltale.description)")
      }
      if (desk + 1).isMultiple(of: 100) { print("\(desk + 1) desks without a leak") }
    }
  }

  @Test func `a planted leak is found in every representation that shows it`() throws {
    let twins = try Twins(seed: 4, lives: 24)
    var questions = try PublicQuestions(twins)
    let pool = try twins.keeper.publicFile.pool
    let sound = try DatabaseQueue()
    try pool.backup(to: sound)
    for leak in Leak.allCases {
      try leak.plant(in: twins)
      for place in Place.all where leak.isSeen(at: place) {
        let ids = place.resource.map { twins.known[$0.kind, default: []] }
        let unseen = ids.map { ids in twins.unseen.filter { ids.contains($0.key) } } ?? twins.unseen
        questions.texts = leak == .words ? unseen.values.joined().sorted() : twins.secretTexts
        let isSeen = try (1...400).contains { _ in try twins.telltale(&questions, at: place) != nil }
        #expect(isSeen, "\(leak) at \(place)")
      }
      try sound.backup(to: pool)
    }
  }
}

extension PublicQuestions {
  init(_ twins: Twins) throws {
    let pool = try twins.innocent.publicFile.pool
    let epoch = try pool.read { db in try String.fetchOne(db, sql: "SELECT epoch FROM state") }
    self.init(
      chance: twins.chance, known: twins.known, secret: twins.secret,
      texts: twins.secretTexts + twins.publicTexts, epoch: epoch ?? "")
  }
}

extension Telltale? {
  fileprivate var description: String { map(\.description) ?? "" }
}

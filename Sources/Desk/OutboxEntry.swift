// The outbox row of a publication, from which it is delivered to subscribers.

import Bytes
import Content
import GRDB
import Values

package enum OutboxEntry {
  /// Adds a publication to the outbox, in the transaction that marks it as done. Safe to repeat.
  static func add(_ db: Database, _ publication: Publication, kind: String) throws {
    try db.execute(
      sql: """
        INSERT INTO events (id, type, item, changeNumber, at) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (changeNumber) DO NOTHING
        """,
      arguments: [
        newID(), "\(kind).\(publication.change.rawValue)", publication.item, publication.changeNumber,
        publication.at.milliseconds,
      ])
  }

  /// A random message id, by which receivers detect duplicates (Standard Webhooks 1.0).
  package static func newID() -> String {
    var generator = SystemRandomNumberGenerator()
    return "msg_" + (0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) }.hexadecimal
  }
}

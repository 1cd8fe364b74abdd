// A data directory without items, made once and copied for each desk of a test.

import Foundation
import HTTP
import HTTPTypes
import Outbound
import Testing

@testable import Newsroom

enum EmptyDesk {
  /// When its clock starts.
  static let start = Instant(milliseconds: 1_893_456_000_000)

  private static let made = Result { () throws -> (folder: String, officer: String, outlet: String) in
    let folder = ScratchFolder.path(inMemory: true)
    let tokens = try Instant.$stopped.withValue(start) {
      let newsroom = try open(folder)
      // The file's own clock is SQLite's.
      try newsroom.publicFile.pool.write { db in
        try db.execute(sql: "UPDATE state SET changedAt = ?", arguments: [start.milliseconds])
      }
      return try [("press officer", [.draft, .publish]), ("outlet", [.embargo])].map { name, scopes in
        try newsroom.desk.createToken(name: name, scopes: scopes, expiresAt: nil, by: Author("test"))
      }
    }
    return (folder, tokens[0], tokens[1])
  }

  /// A copy, which has the epoch and the token of all others.
  static func copy() throws -> String {
    let folder = ScratchFolder.path(inMemory: true)
    try FileManager.default.copyItem(atPath: try made.get().folder, toPath: folder)
    return folder
  }

  static func open(_ folder: String) throws -> Application {
    let relay = try #require(MailRelay("smtp://127.0.0.1:1", named: "press.example"))
    let sender = try #require(Mailbox("press@press.example"))
    return try Application(
      Settings(
        directory: folder, publicURL: "https://press.example", workers: 1,
        mail: MailSettings(relay: relay, sender: sender)))
  }

  /// A request of the press officer's.
  static func request(_ method: String, _ path: String, _ body: String, type: String = "application/json") throws
    -> Request
  {
    let parts = path.split(separator: "?", maxSplits: 1).map(String.init)
    return Request(
      method: HTTPRequest.Method(rawValue: method) ?? .get, path: parts[0], query: parts.count > 1 ? parts[1] : nil,
      fields: [
        .authorization: "Bearer \(try made.get().officer)", .contentType: type, .ifMatch: "*", .acceptLanguage: "en",
      ], body: Array(body.utf8))
  }

  /// A request of an outlet's that may read what is embargoed.
  static func embargoed(_ path: String) throws -> Request {
    Request(path: path, fields: [.authorization: "Bearer \(try made.get().outlet)"])
  }
}

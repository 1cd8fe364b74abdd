// A data directory without items, made once and copied for each desk of a test, and requests of a press officer.

import Foundation
import HTTP
import HTTPTypes
import Outbound
import RunningNewsroom
import Testing

@testable import API
@testable import Catalog
@testable import Delivery
@testable import Desk
@testable import Newsroom
@testable import Values

enum EmptyDesk {
  /// The start of its clock.
  static let start = Instant(milliseconds: 1_893_456_000_000)

  private static let made = Result { () throws -> (folder: String, officer: String, outlet: String) in
    let folder = ScratchFolder.path()
    let tokens = try Instant.$stopped.withValue(start) {
      let newsroom = try open(folder)
      // SQLite's clock wrote the time in the file, so replace it.
      try newsroom.publicFile.pool.write { db in
        try db.execute(sql: "UPDATE state SET changedAt = ?", arguments: [start.milliseconds])
      }
      return try [("press officer", [.draft, .publish]), ("outlet", [.embargo])].map { name, scopes in
        try newsroom.desk.createToken(name: name, scopes: scopes, expiresAt: nil, by: Author("test"))
      }
    }
    return (folder, tokens[0], tokens[1])
  }

  /// A copy; all copies have the same epoch and token.
  static func copy() throws -> String {
    let folder = ScratchFolder.path()
    try FileManager.default.copyItem(atPath: try made.get().folder, toPath: folder)
    return folder
  }

  static func open(_ folder: String) throws -> Application {
    let relay = try #require(MailRelay("smtp://127.0.0.1:1", named: "press.example"))
    let sender = try #require(MailAddress("press@press.example"))
    return try Application(
      Settings(
        directory: folder, publicURL: "https://press.example", workers: 1,
        mail: MailSettings(relay: relay, sender: sender)))
  }

  /// A request of the press officer.
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

  /// A request of an outlet with an embargo token.
  static func embargoed(_ path: String) throws -> Request {
    Request(path: path, fields: [.authorization: "Bearer \(try made.get().outlet)"])
  }

  /// An unexpected refusal of a press officer's request.
  struct Refused: Error, CustomStringConvertible {
    let description: String
  }

  /// Sends a press officer's request, and repeats it to acknowledge findings.
  static func ask(
    _ newsroom: Application, _ method: String, _ path: String, _ body: String, type: String = "application/json",
    expected: Int? = nil, at now: Instant
  ) throws -> String {
    let request = try Self.request(method, path, body, type: type)
    let answer = Instant.$stopped.withValue(now) { newsroom.respond(to: request) }
    let text = String(decoding: answer.content, as: UTF8.self)
    let reply = JSON.stored(text) ?? JSONObject()
    if expected.map({ $0 == answer.status.code }) ?? (200..<300).contains(answer.status.code) {
      return reply["id"]?.string ?? ""
    }
    let findings = (reply["findings"]?.array ?? []).compactMap(\.object)
    let codes = Set(findings.filter { $0["severity"] == "error" }.compactMap { $0["code"]?.string })
    guard !codes.isEmpty, expected == nil, var acknowledged = JSON.stored(body), acknowledged["acknowledge"] == nil
    else { throw Refused(description: "\(request.method) \(request.path): \(text)") }
    acknowledged["acknowledge"] = .strings(codes.sorted())
    return try ask(newsroom, method, path, JSON.object(acknowledged).text, at: now)
  }
}

// A data directory that a test opens several times, and requests to its newsroom without a socket.

import Foundation
import GRDB
import HTTP
import HTTPTypes
import Logging
import RunningNewsroom
import Synchronization
import Testing

@testable import API
@testable import Catalog
@testable import Desk
@testable import Newsroom
@testable import Values

/// A folder of its own for one test.
struct TestData: Sendable {
  enum Beginning {
    /// With the schema that the first opening would create.
    case migrated
    /// Empty, so that the first opening creates the files.
    case new
  }

  let directory: String

  init(_ beginning: Beginning = .migrated) throws {
    directory = try beginning == .migrated ? MigratedFolder.copy() : ScratchFolder.path()
  }

  func open(log: Logger = Logger(label: "newsroom")) throws -> Application {
    try Application(Settings(directory: directory, publicURL: "https://press.example", workers: 2), log: log)
  }
}

extension Application {
  struct Reply {
    let status: Int
    let text: String

    var json: JSONObject { JSON.stored(text) ?? JSONObject() }
  }

  func get(_ target: String, token: String? = nil) -> Reply {
    let parts = target.split(separator: "?", maxSplits: 1).map(String.init)
    var request = Request(path: parts[0], query: parts.count > 1 ? parts[1] : nil)
    if let token { request.fields[.authorization] = "Bearer \(token)" }
    return reply(request)
  }

  /// Sends a request with a token that may draft and publish.
  @discardableResult
  func write(_ method: String, _ path: String, _ body: String = "", _ headers: [String: String] = [:]) throws -> Reply {
    let token = try TestTokens.writing(desk)
    var request = Request(method: HTTPRequest.Method(rawValue: method) ?? .get, path: path, body: Array(body.utf8))
    request.fields[.authorization] = "Bearer \(token)"
    request.fields[.contentType] = "application/json"
    for (name, value) in headers { request.fields[try #require(HTTPField.Name(name))] = value }
    return reply(request)
  }

  private func reply(_ request: Request) -> Reply {
    let answer = respond(to: request)
    return Reply(status: answer.status.code, text: String(decoding: answer.content, as: UTF8.self))
  }

  /// The ids in the log of public changes, in its order.
  func changes() throws -> [String] {
    try publicFile.pool.read { db in try String.fetchAll(db, sql: "SELECT id FROM changes ORDER BY number") }
  }
}

/// The tokens with which the tests of this process write, one for each data directory.
private enum TestTokens {
  private static let made = Mutex<[String: String]>([:])

  static func writing(_ desk: DeskFile) throws -> String {
    let path = desk.pool.path
    if let token = made.withLock({ $0[path] }) { return token }
    let token = try desk.createToken(name: "test", scopes: [.draft, .publish], expiresAt: nil, by: Author("test"))
    made.withLock { $0[path] = token }
    return token
  }
}

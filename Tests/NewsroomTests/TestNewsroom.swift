// A newsroom for one test: real files in a folder, a real server on a free port, and libcurl as the client.

import Foundation
import HTTP
import Outbound
import RunningNewsroom
import Server

@testable import API
@testable import Catalog
@testable import Command
@testable import Content
@testable import Delivery
@testable import Desk
@testable import Newsroom
@testable import Values

final class TestNewsroom: Sendable {
  let directory: String
  let application: Application
  let address: String
  /// A token with the scopes draft and publish.
  let token: String
  private let server: Server

  /// - Parameter delivers: whether it sends deliveries, to this machine only.
  init(
    limits: Limits = Limits(), needsSecondPerson: Bool = false, delivers: Bool = false, hub: String? = nil,
    checksLinks: Bool = false, council: Council = Council(), mail: MailSettings? = nil, walBytes: Int = 256 << 20
  ) throws {
    let socket = try ListeningSocket(host: "127.0.0.1", port: 0)
    address = "http://127.0.0.1:\(socket.port)"
    directory = try MigratedFolder.copy()
    var settings = try Settings(
      directory: directory, publicURL: address, workers: 2, needsSecondPerson: needsSecondPerson,
      addressRules: .loopback, hub: hub.map { try Hub($0, under: .loopback) },
      checksLinks: checksLinks, council: council, mail: mail, executable: Child.binary.path)
    settings.walBytes = walBytes
    application = try Application(settings)
    token = try application.desk.createToken(
      name: "press officer", scopes: [.draft, .publish], expiresAt: nil, by: Author("test"))
    server = Server(socket: socket, limits: limits, loops: 1, workers: 2, responder: application)
    server.start()
    if delivers { application.start() }
  }

  deinit {
    DispatchQueue.global().async { [server, application] in
      server.stop(within: 1)
      application.stop()
    }
  }

  struct Reply {
    let status: Int
    let body: [UInt8]
    let headers: [HeaderLine]

    subscript(name: String) -> String? {
      headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// The body as an object; empty when it is not an object.
    var json: JSONObject {
      guard case .success(.object(let object)) = JSON.parse(body) else { return JSONObject() }
      return object
    }

    var items: [JSONObject] { (json["items"]?.array ?? []).compactMap(\.object) }
    var ids: [String] { items.compactMap { $0["id"]?.string } }
    /// `in:name` of each issue.
    var faults: [String] {
      (json["issues"]?.array ?? []).compactMap(\.object).map {
        "\($0["in"]?.string ?? ""):\($0["name"]?.string ?? "")"
      }
    }
    var findings: [String] {
      (json["findings"]?.array ?? []).compactMap { $0.object?["code"]?.string }
    }
    var text: String { String(decoding: body, as: UTF8.self) }
    /// Whether caches may keep it, for 60 seconds or until a full quarter of an hour.
    var isPublic: Bool {
      self["Cache-Control"]?.wholeMatch(of: /public, max-age=([0-5][0-9]|60)/) != nil
    }
  }

  /// Sends a request without a token.
  func get(_ path: String, _ headers: [String: String] = [:], method: String = "GET") throws -> Reply {
    try send(method, path, nil, headers)
  }

  /// Sends a request with the token, or another.
  func desk(
    _ method: String, _ path: String, _ body: String? = nil, _ headers: [String: String] = [:], as other: String? = nil
  ) throws -> Reply {
    let credentials = ["Authorization": "Bearer \(other ?? token)"]
    return try send(method, path, body.map { Array($0.utf8) }, headers.merging(credentials) { $1 })
  }

  /// Waits until the time of the last change has come, which is in the next second after two changes in one.
  func awaitLastModified() throws {
    let changedAt = try application.publicFile.state().changedAt
    _ = eventually { Instant.now() >= changedAt }
  }

  /// Creates another token and returns its secret.
  func token(_ name: String, _ scopes: Scope..., expiresAt: Instant? = nil) throws -> String {
    try application.desk.createToken(name: name, scopes: Set(scopes), expiresAt: expiresAt, by: Author("test"))
  }

  /// Sends bytes, as JSON unless the headers say otherwise.
  func send(_ method: String, _ path: String, _ body: [UInt8]?, _ headers: [String: String]) throws -> Reply {
    var headers = headers
    if body != nil, headers["Content-Type"] == nil { headers["Content-Type"] = "application/json" }
    let transfer = Transfer(
      method: method, url: address + path, headers: headers.map { HeaderLine($0.key, $0.value) }, body: body,
      timeout: .seconds(60), maximumBodyBytes: 8 << 20)
    let answer = try transfer.perform(under: .loopback)
    return Reply(status: answer.status, body: answer.body, headers: answer.headers)
  }

  /// A complete release, published under the id.
  @discardableResult
  func publishRelease(_ id: String, date: String = "2025-05-22", more: String = "") throws -> Reply {
    try desk("POST", "/releases", Self.release(id, date: date, more: more + #", "status": "published""#))
  }

  static func release(_ id: String, date: String = "2025-05-22", more: String = "") -> String {
    """
    {"id": "\(id)", "releaseDate": "\(date)", "title": {"nl": "Titel \(id)", "fr": "Titre \(id)"},
     "lead": {"nl": "Inleiding.", "fr": "Chapeau."}, "body": {"nl": "Tekst.", "fr": "Texte."},
     "contacts": [{"name": "An VOORBEELD", "email": "an@example.org"}]\(more)}
    """
  }

  /// A site with the longest text that is allowed, of 320 KB.
  static func largeSite(_ id: String) -> String {
    let text = String(repeating: "𝔸", count: 20_000)
    let texts = Language.allCases.map { "\"\($0.rawValue)\": \"\(text)\"" }.joined(separator: ", ")
    return #"{"id": "\#(id)", "name": {"nl": "S"}, "situation": {\#(texts)}}"#
  }
}

// A webhook receiver for tests: a real server on its own port that keeps all requests.

import Foundation
import HTTP
import HTTPTypes
import Server
import Synchronization

@testable import API
@testable import Delivery
@testable import Desk
@testable import Values

final class Receiver: Sendable {
  /// One request, as received.
  struct Received: Sendable {
    let method: HTTPRequest.Method
    let path: String
    let fields: HTTPFields
    let body: [UInt8]
    let at: ContinuousClock.Instant

    var id: String { field("Webhook-Id") }
    var json: JSONObject { JSON.stored(String(decoding: body, as: UTF8.self)) ?? JSONObject() }
    var type: String { json["type"]?.string ?? "" }
    var data: JSONObject { json["data"]?.object ?? JSONObject() }

    func field(_ name: String) -> String { HTTPField.Name(name).flatMap { fields[$0] } ?? "" }
  }

  typealias Reply = @Sendable (Received, Int) -> Response

  let address: String
  let port: Int
  private let requests = Mutex<[Received]>([])
  private let reply: Mutex<Reply>
  private let server = Mutex<Server?>(nil)

  /// - Parameters:
  ///   - host: the address to listen on; `0.0.0.0` includes every 127.x.y.z.
  ///   - reply: makes the answer from the number of earlier requests.
  init(host: String = "127.0.0.1", _ reply: @escaping Reply = { _, _ in Response(status: .noContent) }) throws {
    self.reply = Mutex(reply)
    let socket = try ListeningSocket(host: host, port: 0)
    port = Int(socket.port)
    address = "http://127.0.0.1:\(port)"
    let server = Server(socket: socket, loops: 1, workers: 2, responder: Responding(self))
    server.start()
    self.server.withLock { $0 = server }
  }

  deinit {
    let server = server.withLock { $0 }
    DispatchQueue.global().async { server?.stop(within: 1) }
  }

  /// The server holds its responder, so the responder must not hold the receiver.
  private final class Responding: Responder {
    private weak let receiver: Receiver?

    init(_ receiver: Receiver) { self.receiver = receiver }

    func remembered(_ key: AnswerKey, at now: Int64) -> Answer? { nil }
    func respond(to request: Request) -> Answer {
      receiver?.respond(to: request) ?? Answer(Response(status: .serviceUnavailable), acceptsGzip: false)
    }
    func hasValidCredentials(_ request: Request) -> Bool { false }
    func refuse(_ refusal: Refusal, acceptLanguage: String?) -> Answer {
      Answer(Response(status: refusal.status), acceptsGzip: false)
    }
  }

  private func respond(to request: Request) -> Answer {
    let received = Received(
      method: request.method, path: request.path, fields: request.fields, body: request.body, at: .now)
    let before = requests.withLock { requests in
      requests.append(received)
      return requests.count - 1
    }
    return Answer(reply.withLock { $0 }(received, before), acceptsGzip: false)
  }

  /// All requests, in order.
  var received: [Received] { requests.withLock { $0 } }
  /// All requests except pings.
  var events: [Received] { received.filter { $0.type != Event.ping } }

  func answer(_ reply: @escaping Reply) { self.reply.withLock { $0 = reply } }
}

extension Response {
  static func status(_ code: Int, _ fields: HTTPFields = [:], _ body: String = "") -> Response {
    Response(status: HTTPResponse.Status(code: code), fields: fields, body: .bytes(Array(body.utf8)))
  }
}

extension TestNewsroom {
  /// Creates a subscription for a receiver, with further members of the request.
  /// - Returns: the subscription's number and its secret.
  @discardableResult
  func subscribe(_ receiver: Receiver, _ path: String = "/hook", _ more: String = "") throws -> (Int64, String) {
    let admin = try token("admin", .admin)
    let reply = try desk("POST", "/subscriptions", #"{"url": "\#(receiver.address)\#(path)"\#(more)}"#, as: admin)
    guard reply.status == 201, case .number(let number) = reply.json["number"] else { throw NotSubscribed(reply) }
    return (Int64(number) ?? 0, reply.json["secret"]?.string ?? "")
  }

  struct NotSubscribed: Error {
    let text: String

    init(_ reply: Reply) { text = reply.text }
  }

  /// The number of deliveries by state.
  func deliveries(_ state: String, _ condition: String = "1") throws -> Int {
    try application.desk.pool.read { db in
      try Int.fetchOne(
        db, sql: "SELECT count(*) FROM deliveries WHERE state = ? AND \(condition)", arguments: [state]) ?? 0
    }
  }

  /// Whether there is a delivery with at least one attempt.
  func isAttempted(_ number: Int) -> Bool {
    let condition = "number = \(number) AND attempts > 0"
    return (try? ["waiting", "delivered", "failed", "dropped"].contains { try deliveries($0, condition) == 1 }) == true
  }

  /// Whether every event is fanned out and every delivery sent. An event has no deliveries before its fan-out.
  var hasDelivered: Bool {
    let isDone = try? application.desk.pool.read { db in
      try Bool.fetchOne(
        db,
        sql: """
          SELECT NOT EXISTS (SELECT 1 FROM events WHERE body IS NULL)
            AND NOT EXISTS (SELECT 1 FROM deliveries WHERE state = 'waiting')
          """)
    }
    return isDone == true
  }

  /// Makes all waiting deliveries due now.
  func hasten() throws {
    try application.desk.pool.write { db in
      try db.execute(sql: "UPDATE deliveries SET nextAt = 0 WHERE state = 'waiting'")
    }
    try application.deliveries.wake()
  }
}

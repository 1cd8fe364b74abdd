// A webhook receiver for a newsroom in its own process; it keeps all requests.

import Foundation
import HTTP
import HTTPTypes
import RunningNewsroom
import Server
import Synchronization
import Testing

final class WebhookReceiver: Sendable {
  struct Sent: Sendable {
    let path: String
    let headers: [String: String]
    let body: [UInt8]
    let id: String
    let item: String
    let type: String
    let isTaken: Bool
  }

  let address: String
  private let sent = Mutex<[Sent]>([])
  private let server: Server

  /// - Parameter takes: whether a request succeeds, by its item; empty for a ping.
  init(_ takes: @escaping @Sendable (_ item: String) -> Bool) throws {
    let socket = try ListeningSocket(host: "127.0.0.1", port: 0)
    address = "http://127.0.0.1:\(socket.port)"
    let responding = Responding(takes)
    server = Server(socket: socket, loops: 1, workers: 2, responder: responding)
    responding.keep = { [weak self] sent in self?.sent.withLock { $0.append(sent) } }
    server.start()
  }

  deinit { server.stop(within: 1) }

  var all: [Sent] { sent.withLock { $0 } }

  private final class Responding: Responder {
    private let takes: @Sendable (String) -> Bool
    nonisolated(unsafe) var keep: @Sendable (Sent) -> Void = { _ in }

    init(_ takes: @escaping @Sendable (String) -> Bool) { self.takes = takes }

    func remembered(_ key: AnswerKey, at now: Int64) -> Answer? { nil }
    func hasValidCredentials(_ request: Request) -> Bool { false }
    func refuse(_ refusal: Refusal, acceptLanguage: String?) -> Answer { status(500) }

    func respond(to request: Request) -> Answer {
      let json = (try? JSONSerialization.jsonObject(with: Data(request.body))) as? [String: Any] ?? [:]
      let item = (json["data"] as? [String: Any] ?? [:])["id"] as? String ?? ""
      let names = ["webhook-id", "webhook-timestamp", "webhook-signature"]
      let headers = names.map { ($0, HTTPField.Name($0).flatMap { request.fields[$0] } ?? "") }
      let isTaken = takes(item)
      keep(
        Sent(
          path: request.path, headers: Dictionary(uniqueKeysWithValues: headers), body: request.body,
          id: headers[0].1, item: item, type: json["type"] as? String ?? "", isTaken: isTaken))
      return status(isTaken ? 204 : 503)
    }

    private func status(_ code: Int) -> Answer {
      Answer(Response(status: HTTPResponse.Status(code: code)), acceptsGzip: false)
    }
  }

  /// Verifies all requests with the library of Standard Webhooks, by the secret of each path. The library refuses
  /// requests that are older than five minutes.
  /// - Returns: the reason for each request that fails verification.
  static func disbelieved(_ sent: ArraySlice<Sent>, secrets: [String: String], in folder: TestFolder) throws -> String {
    let cases = sent.map { one -> [String: Any] in
      ["secret": secrets[one.path] ?? "", "headers": one.headers, "body": String(decoding: one.body, as: UTF8.self)]
    }
    let path = try folder.file("sent.json", JSONSerialization.data(withJSONObject: cases))
    let script = """
      import json, sys
      from standardwebhooks.webhooks import Webhook, WebhookVerificationError
      cases = json.load(open(sys.argv[1]))
      for case in cases:
          try:
              Webhook(case["secret"]).verify(case["body"].encode(), case["headers"])
          except WebhookVerificationError as error:
              print(case["headers"]["webhook-id"], error)
      print(len(cases), "looked at")
      """
    let child = try Child(["-c", script, path], in: folder.path, program: Python.interpreter)
    #expect(child.end(within: 60) == .exit(0), "\(child.errors)")
    return child.output
  }
}

// `newsroom serve` as a child process on a free port, and libcurl as its client.

import Foundation
import Outbound

package struct NotListening: Error, CustomStringConvertible {
  package let description: String

  package init(description: String) { self.description = description }
}

package final class RunningServer: Sendable {
  package let child: Child
  package let address: String

  /// Starts the server and waits for its message that it listens.
  /// - Parameter data: a data directory other than the folder's.
  package init(
    _ folder: TestFolder, _ options: [String] = [], data: String? = nil, environment: [String: String] = [:],
    launcher: [String] = [], listener: Int32? = nil
  ) throws {
    child = try Child(
      ["serve", "--port", "0", "--data", data ?? folder.data] + options, in: folder.path, environment: environment,
      launcher: launcher, listener: listener)
    let deadline = Date.now + 20
    var line: Substring?
    while line == nil {
      line = child.output.split(separator: "\n").first { $0.hasPrefix("listening on ") }
      guard line != nil || (child.isRunning && Date.now < deadline) else {
        throw NotListening(description: "the server did not start: \(child.errors)")
      }
      if line == nil { usleep(5_000) }
    }
    address = String(line?.split(separator: " ")[2] ?? "")
  }

  package struct Reply {
    package let status: Int
    package let text: String

    package var object: [String: Any] {
      (try? JSONSerialization.jsonObject(with: Data(text.utf8))) as? [String: Any] ?? [:]
    }
    package var items: [[String: Any]] { object["items"] as? [[String: Any]] ?? [] }
    package var ids: [String] { items.compactMap { $0["id"] as? String } }
  }

  package func get(_ path: String, token: String? = nil) throws -> Reply { try send("GET", path, nil, token: token) }

  package func post(_ path: String, _ body: String, token: String?) throws -> Reply {
    try send("POST", path, body, token: token)
  }

  /// Sends a request with a JSON body, unless the fields name another type.
  package func send(
    _ method: String, _ path: String, _ body: String?, token: String?, _ fields: [String: String] = [:]
  ) throws -> Reply {
    var fields = ["Content-Type": "application/json"].merging(fields) { $1 }
    if let token { fields["Authorization"] = "Bearer \(token)" }
    let headers = fields.map { HeaderLine($0.key, $0.value) }
    let url = path.hasPrefix("http") ? path : address + path
    let answer = try Transfer(
      method: method, url: url, headers: headers, body: body.map { Array($0.utf8) }, timeout: .seconds(60)
    ).perform(under: .loopback)
    return Reply(status: answer.status, text: answer.text)
  }

  /// All items of a collection, from all its pages.
  package func all(_ path: String, token: String? = nil) throws -> [[String: Any]] {
    var items: [[String: Any]] = []
    var next: String? = path
    while let page = next {
      let reply = try get(page, token: token)
      items += reply.items
      next = reply.object["next"] as? String
    }
    return items
  }
}

// A real mail server for the tests (aiosmtpd), which keeps messages and fails on request.

import Foundation

package final class MailServer: Sendable {
  package enum Mode: String, Sendable {
    case plain
    case startTLS = "starttls"
    case tls
  }

  /// A message as parsed by Python's `email`.
  package struct Message: Decodable, Sendable {
    package let fields: [[String]]
    package let text: String
    package let html: String
    package let defects: [String]
    /// The number of bytes in its longest line.
    package let longest: Int
    package let isASCII: Bool
    package let raw: Data
    package let sender: String
    package let recipients: [String]
    /// The name that the client sent with EHLO.
    package let name: String
    package let isEncrypted: Bool
    package let isLoggedIn: Bool?

    package subscript(name: String) -> String? {
      fields.first { $0[0].lowercased() == name.lowercased() }?[1]
    }
  }

  package let port: Int
  /// The name in its certificate, which resolves to this machine (RFC 6761 section 6.3).
  package static let name = "relay.localhost"
  /// The path of its self-signed certificate.
  package var certificate: String { folder.path + "/certificate.pem" }
  private let folder: TestFolder
  private let child: Child

  package struct NotStarted: Error, CustomStringConvertible {
    package let description: String
  }

  package init(_ mode: Mode = .plain) throws {
    folder = try TestFolder()
    let files = [folder.path + "/certificate.pem", folder.path + "/key.pem"]
    if mode != .plain { try Self.certify(files, in: folder) }
    let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "mail_server.py").path
    child = try Child(
      [script, folder.path, mode.rawValue] + (mode == .plain ? [] : files), in: folder.path,
      program: Python.interpreter)
    let child = child
    guard eventually(within: 20, { child.output.hasSuffix("\n") || !child.isRunning }),
      let port = Int(child.output.trimmingCharacters(in: .newlines))
    else { throw NotStarted(description: "\(child.errors) (is it there? sh docker/setup.sh tests)") }
    self.port = port
  }

  private static func certify(_ files: [String], in folder: TestFolder) throws {
    let arguments = [
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
      "/CN=" + name, "-addext", "subjectAltName=DNS:" + name, "-out", files[0], "-keyout", files[1],
    ]
    let made = try Child(arguments, in: folder.path, program: "/usr/bin/openssl")
    guard made.end() == .exit(0) else { throw NotStarted(description: made.errors) }
  }

  /// Makes it refuse commands, as `mail_server.py` explains: `{"MAIL": "451 later"}`.
  package func plan(_ json: String) throws {
    try Data(json.utf8).write(to: URL(filePath: folder.path + "/plan.json"), options: .atomic)
  }

  /// All messages that it has accepted, in order.
  package var messages: [Message] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".json") && $0 != "plan.json" }.sorted().compactMap { name in
      FileManager.default.contents(atPath: folder.path + "/" + name).flatMap { bytes in
        let decoder = JSONDecoder()
        return try? decoder.decode(Message.self, from: bytes)
      }
    }
  }

  package var connections: Int { FileManager.default.contents(atPath: folder.path + "/connections")?.count ?? 0 }

  /// Stops the server, so that clients cannot connect.
  package func stop() {
    child.send(SIGKILL)
    _ = child.end()
  }
}

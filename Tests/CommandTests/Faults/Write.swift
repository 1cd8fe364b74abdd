// The kinds of write, as a client requests them.

import Testing

/// A write over HTTP: its preparation, and the request that fails. Each run has a number and its own item.
struct Write: CustomTestStringConvertible, Sendable {
  let name: String
  /// Requests that must succeed before it; `#` stands for the number.
  var before: [Request] = []
  let request: Request

  struct Request: Sendable {
    let method: String
    let path: String
    var body = ""
    var fields: [String: String] = [:]
  }

  var testDescription: String { name }

  static let all: [Write] = [
    Write(name: "create", request: Request(method: "POST", path: "/sites", body: site())),
    Write(name: "create, published", request: Request(method: "POST", path: "/sites", body: site(published))),
    Write(
      name: "import",
      request: Request(
        method: "POST", path: "/releases", body: "PERSBERICHT\n\nTitel #\n\nBrussel, 02/06/2025: De raad komt.\n",
        fields: ["Content-Type": "text/plain"])),
    Write(
      name: "create with a key",
      request: Request(
        method: "POST", path: "/sites", body: site(published), fields: ["Idempotency-Key": "key-#"])),
    Write(
      name: "replace", before: [draft],
      request: Request(
        method: "PUT", path: "/sites/w-#", body: #"{"name": {"nl": "Anders", "fr": "Autre"}}"#, fields: anyTag)),
    Write(
      name: "patch", before: [draft],
      request: Request(method: "PATCH", path: "/sites/w-#", body: #"{"address": "Straat #"}"#, fields: anyTag)),
    Write(
      name: "restore",
      before: [draft, Request(method: "PATCH", path: "/sites/w-#", body: #"{"address": "Straat"}"#, fields: anyTag)],
      request: Request(method: "POST", path: "/sites/w-#/revisions/1/restore")),
    Write(
      name: "mark as ready", before: [draft],
      request: Request(method: "PUT", path: "/sites/w-#/languages/fr", body: #"{"state": "ready"}"#)),
    Write(
      name: "preview", before: [draft], request: Request(method: "POST", path: "/sites/w-#/previews", body: "{}")),
    Write(
      name: "make a token",
      request: Request(method: "POST", path: "/tokens", body: ##"{"name": "Redactie #", "scopes": ["embargo"]}"##)),
    Write(name: "delete", before: [draft], request: Request(method: "DELETE", path: "/sites/w-#")),
    Write(
      name: "publish", before: [draft],
      request: Request(method: "POST", path: "/sites/w-#/publications", body: "{}")),
    Write(
      name: "plan", before: [draft],
      request: Request(method: "POST", path: "/sites/w-#/publications", body: plan)),
    Write(
      name: "move", before: [draft, Request(method: "POST", path: "/sites/w-#/publications", body: plan)],
      request: Request(
        method: "PATCH", path: "/sites/w-#/publications/1", body: #"{"at": "2199-02-02T00:00:00Z"}"#)),
    Write(
      name: "take back", before: [draft, Request(method: "POST", path: "/sites/w-#/publications", body: plan)],
      request: Request(method: "DELETE", path: "/sites/w-#/publications/1")),
    Write(
      name: "correct", before: [shown, Request(method: "PATCH", path: "/sites/w-#", body: "{}", fields: anyTag)],
      request: Request(
        method: "POST", path: "/sites/w-#/publications", body: #"{"correction": {"nl": "Nota", "fr": "Note"}}"#)),
    Write(
      name: "withdraw", before: [shown],
      request: Request(
        method: "POST", path: "/sites/w-#/withdrawals", body: #"{"reason": {"nl": "Nota", "fr": "Note"}}"#)),
  ]

  private static let published = #", "status": "published""#
  private static let anyTag = ["If-Match": "*"]
  private static let plan = #"{"at": "2199-01-01T00:00:00Z"}"#
  private static let draft = Request(method: "POST", path: "/sites", body: site())
  private static let shown = Request(method: "POST", path: "/sites", body: site(published))

  private static func site(_ more: String = "") -> String {
    ##"{"id": "w-#", "name": {"nl": "Plaats", "fr": "Lieu"}\##(more)}"##
  }
}

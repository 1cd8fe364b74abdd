// The examples of the API description are the answers of a newsroom with the demo content, and match their schemas.

import Foundation
import Routing
import RunningNewsroom
import Testing

@testable import API
@testable import Desk
@testable import Newsroom
@testable import Values

@Suite struct ExampleTests {
  private static let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Sources/API/Examples/examples.json")

  /// With NEWSROOM_RECORD_EXAMPLES=1 the examples are recorded instead.
  @Test func `each operation has a real example`() throws {
    let answers = try walk()
    let text =
      "{\n" + answers.map { "\(JSON.string($0.name).text): \($0.example.text)" }.joined(separator: ",\n") + "\n}\n"
    guard ProcessInfo.processInfo.environment["NEWSROOM_RECORD_EXAMPLES"] == nil else {
      return try text.write(to: Self.file, atomically: true, encoding: .utf8)
    }
    let recorded = try Array(Data(contentsOf: Self.file)).object()
    for (name, example) in answers {
      #expect(recorded[name] == example, "\(name): \(example.text)")
    }
    let without = Routes.all.filter { route in
      guard let operation = Operations.all[route.name] else { return true }
      let speaksJSON = operation.answers.contains { $0.types.contains { $0.type.hasSuffix("json") } }
      return (speaksJSON || operation.answers.allSatisfy { $0.status == 204 }) && recorded[route.name] == nil
    }
    #expect(without.map(\.name).filter { !Self.descriptions.contains($0) } == [])
  }

  /// Operations whose answer is itself a description.
  private static let descriptions = ["GET /openapi.json", "GET /geo/api", "GET /previews/{link}"]

  @Test func `the examples fit their schemas`() throws {
    let newsroom = try TestNewsroom()
    let script = """
      import json, sys
      from openapi_schema_validator import OAS30Validator, oas30_format_checker
      document = json.load(open(sys.argv[1]))
      faults, count = [], 0
      def look(place, content):
          global count
          for media in content.values():
              if "example" not in media: continue
              count += 1
              schema = {"allOf": [media["schema"]], "components": document["components"]}
              for error in OAS30Validator(schema, format_checker=oas30_format_checker).iter_errors(media["example"]):
                  faults.append({"at": place, "fault": f"{error.json_path}: {error.message}"[:300]})
      for path, item in document["paths"].items():
          for method, operation in item.items():
              look(f"{method} {path}", operation.get("requestBody", {}).get("content", {}))
              for answer in operation["responses"].values(): look(f"{method} {path}", answer.get("content", {}))
      for status, answer in document["components"]["responses"].items(): look(status, answer["content"])
      print(json.dumps([{"count": count}] + faults))
      """
    let found = try Reader.python(script, reading: [try newsroom.get("/openapi.json").body])
    guard case .number(let count) = found.first?["count"] else { return #expect(Bool(false), "nothing was read") }
    #expect((Int(count) ?? 0) > 100)
    #expect(found.dropFirst().map { JSON.object($0).text } == [])
  }

  /// Sends every step to a newsroom with the demo content.
  private func walk() throws -> [(name: String, example: JSON)] {
    let server = try MailServer()
    let newsroom = try TestNewsroom.mailing(to: server)
    let receiver = try Receiver()
    try newsroom.application.fillWithDemoContent()
    try newsroom.loseLink()
    let tokens = try Dictionary(
      uniqueKeysWithValues: Scope.allCases.map { ($0, try newsroom.token("press office", $0, .draft)) })
    var (made, cookie) = ("", "")
    var seen: [(name: String, example: JSON)] = []
    for step in ExampleStep.all {
      let path = step.path.replacing("@", with: made)
      var fields = step.fields.mapValues { $0 == "@" ? newsroom.address : $0 }
      if fields["Cookie"] != nil { fields["Cookie"] = cookie }
      let body = step.body?.replacing("\"@\"", with: "\"\(tokens[.draft] ?? "")\"")
        .replacing(ExampleStep.receiver, with: receiver.address)
      if let token = step.scope.flatMap({ tokens[$0] }) { fields["Authorization"] = "Bearer \(token)" }
      if step.needsTag { fields["If-Match"] = try newsroom.desk("GET", path)["ETag"] }
      #expect(eventually { newsroom.hasDelivered })
      var reply = try newsroom.send(step.method, path, body.map { Array($0.utf8) }, fields)
      // Invalid tokens get 401 until there are too many of them.
      for _ in 0..<100 where step.name == "429" && reply.status == 401 {
        reply = try newsroom.send(step.method, path, nil, fields)
      }
      if step.method == "POST", let place = reply["Location"] { made = String(place.dropFirst(newsroom.address.count)) }
      if let setting = reply["Set-Cookie"] { cookie = String(setting.prefix { $0 != ";" }) }
      let isError = Int(step.name) != nil
      #expect(
        isError ? reply.status == Int(step.name) : (200..<300).contains(reply.status),
        "\(step.name) \(path): \(reply.status) \(reply.text)")
      guard !step.name.isEmpty, !seen.contains(where: { $0.name == step.name }) else { continue }
      let example = JSONObject([
        ("path", .string(path)), ("body", isError ? nil : body.flatMap(JSON.stored).map(JSON.object)),
        ("status", .integer(reply.status)), ("answer", reply.body.isEmpty ? nil : .object(reply.json)),
      ])
      let lasting = JSON.object(example).text.replacing(newsroom.address, with: Examples.recordedAddress)
        .replacing(receiver.address, with: ExampleStep.receiver).lasting
      seen.append((step.name, JSON.object(try #require(JSON.stored(lasting)))))
    }
    return seen
  }
}

extension TestNewsroom {
  /// Records a broken link of an item.
  fileprivate func loseLink() throws {
    try application.desk.pool.write { db in
      try db.execute(
        sql: """
          INSERT INTO links (url, state, nextAt, checkedAt, status)
          VALUES ('https://gewest.example/studie', 'dead', 4070908800000, 4070822400000, 404);
          INSERT INTO linkCarriers SELECT number, last_insert_rowid() FROM items WHERE id = 'audi-vorst'
          """)
    }
  }
}

extension String {
  /// Replaces times and secrets, which differ in each run, by fixed values.
  fileprivate var lasting: String {
    replacing(ExampleStep.expiry, with: "2025-05-29T07:00:00Z")
      .replacing(/20[0-8]\d-\d\d-\d\dT\d\d:\d\d:\d\dZ/, with: "2025-05-22T07:00:00Z")
      .replacing(ExampleStep.today, with: "2025-05-22")
      .replacing(/\/previews\/\d+-\d+-[0-9a-f]+/, with: "/previews/1-1748502000-\(String(repeating: "5d", count: 32))")
      .replacing(/nrt_[A-Za-z0-9_-]{43}/, with: "nrt_\(String(repeating: "x", count: 43))")
      .replacing(/whsec_[A-Za-z0-9+\/]{43}=/, with: "whsec_\(String(repeating: "x", count: 43))=")
      .replacing(/msg_[0-9a-f]{32}/, with: "msg_\(String(repeating: "5d", count: 16))")
      .replacing(/\b[0-9a-f]{16}-(?=\d)/, with: "0123456789abcdef-")
      // Two numbers with a period between them may be one word, so they have no boundary there.
      .replacing(
        /[0-9a-f]{32}\.[0-9a-f]{32}/,
        with: "\(String(repeating: "5d", count: 16)).\(String(repeating: "5d", count: 16))"
      )
      .replacing(/\b[0-9a-f]{32}\b/, with: String(repeating: "5d", count: 16))
      .replacing(/\b[0-9a-f]{64}\b/, with: String(repeating: "5d", count: 32))
  }
}

// `--metrics-port`: the metrics of the newsroom, as Prometheus reads them.

import Foundation
import RunningNewsroom
import Testing

@Suite struct MetricsTests {
  /// A page of metrics, read by Prometheus' own parser.
  private struct Page {
    private let samples: [String: Double]

    /// - Throws: when the page is malformed, or a family has no help or type.
    init(_ text: String, in folder: TestFolder) throws {
      let script = """
        import sys, json
        from prometheus_client.parser import text_string_to_metric_families as read
        families = list(read(open(sys.argv[1]).read()))
        assert all(f.documentation and f.type != 'unknown' for f in families), families
        assert len({f.name for f in families}) == len(families)
        print(json.dumps({s.name + json.dumps(s.labels, sort_keys=True): s.value for f in families for s in f.samples}))
        """
      let file = try folder.file("metrics", text)
      let parsed = try Child(["-c", script, file], in: folder.path, program: Python.interpreter)
      guard parsed.end() == .exit(0) else { throw NotListening(description: parsed.errors) }
      samples = try JSONDecoder().decode([String: Double].self, from: Data(parsed.output.utf8))
    }

    subscript(name: String, labels: KeyValuePairs<String, String>) -> Double? {
      let pairs = labels.map { "\"\($0)\": \"\($1)\"" }.sorted().joined(separator: ", ")
      return samples["\(name){\(pairs)}"]
    }

    subscript(name: String) -> Double? { self[name, [:]] }
  }

  private static func address(_ server: RunningServer) throws -> String {
    let line = server.child.output.split(separator: "\n").first { $0.hasPrefix("metrics on ") }
    return String(try #require(line).dropFirst("metrics on ".count))
  }

  @Test func `answers, their times and cache hits are counted by route`() throws {
    let folder = try TestFolder()
    let token = try folder.token("draft", "publish")
    let server = try folder.serve("--demo", "--metrics-port", "0")
    let metrics = try Self.address(server)
    for _ in 0..<3 { #expect(try server.get("/sites").status == 200) }
    #expect(try server.get("/sites/none").status == 404)
    #expect(try server.get("/nowhere").status == 404)
    #expect(try server.get("/audit").status == 401)
    #expect(try server.send("GET", "/sites?colour=red", nil, token: nil).status == 400)
    let body = #"{"id": "later", "name": {"nl": "Later", "fr": "Plus tard"}}"#
    #expect(try server.post("/sites", body, token: token).status == 201)
    let plan = #"{"at": "2199-01-01T00:00:00Z"}"#
    #expect(try server.post("/sites/later/publications", plan, token: token).status == 201)

    // The events of the demo content have no receivers; fanning them out takes a moment.
    #expect(try eventually(within: 10) { try server.get(metrics).text.contains("newsroom_outbox_depth 0\n") })
    let page = try Page(try server.get(metrics).text, in: folder)
    let requests = "http_requests_total"
    #expect(page[requests, ["method": "GET", "route": "/sites", "status": "200"]] == 3)
    #expect(page[requests, ["method": "GET", "route": "/sites", "status": "400"]] == 1)
    #expect(page[requests, ["method": "GET", "route": "/sites/{id}", "status": "404"]] == 1)
    #expect(page[requests, ["method": "GET", "route": "/audit", "status": "401"]] == 1)
    #expect(page[requests, ["method": "POST", "route": "/sites", "status": "201"]] == 1)
    #expect(page[requests, ["method": "", "route": "", "status": "404"]] == 1)
    let list: KeyValuePairs = ["method": "GET", "route": "/sites"]
    #expect(page["newsroom_cache_hits_total", list] == 2)
    #expect(page["http_request_duration_seconds_count", list] == 4)
    #expect((page["http_request_duration_seconds_sum", list] ?? 0) > 0)
    #expect(page["http_request_duration_seconds_bucket", ["le": "+Inf", "method": "GET", "route": "/sites"]] == 4)
    #expect(page["newsroom_publications_planned"] == 1 && page["newsroom_publications_due"] == 0)
    #expect(page["newsroom_next_publication_timestamp_seconds"] == 7_226_582_400)
    #expect(page["newsroom_up"] == 1 && page["newsroom_check", ["check": "publishing"]] == 1)
    #expect((page["newsroom_sqlite_wal_bytes", ["file": "desk.sqlite"]] ?? 0) > 0)
    #expect((page["process_resident_memory_bytes"] ?? 0) > 1_000_000 && (page["process_open_fds"] ?? 0) > 5)
    #expect((page["http_connections"] ?? -1) >= 0 && page["newsroom_worker_queue"] == 0)
    #expect(page["newsroom_outbox_depth"] == 0 && page["newsroom_copy_age_seconds"] == nil)
  }

  @Test func `metrics are served on the loopback listener only`() throws {
    let folder = try TestFolder()
    let server = try folder.serve("--metrics-port", "0")
    let metrics = try Self.address(server)
    #expect(metrics.wholeMatch(of: /http:\/\/127\.0\.0\.1:\d+\/metrics/) != nil)
    #expect(try server.get("/metrics").status == 404)
    #expect(try server.get(String(metrics.dropLast("metrics".count))).status == 404)
    #expect(try server.send("POST", metrics, "{}", token: nil).status == 405)
    #expect(try folder.serve().child.output.contains("metrics") == false)
    let refused = try folder.newsroom("serve", "--metrics-port", "70000")
    #expect(refused.errors.contains("--metrics-port must be a number from 0 to 65535"))
  }

  @Test func `alerts and the dashboard query existing metrics, and the runbook has every alert`() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().path
    func text(_ path: String) throws -> String { try String(contentsOfFile: root + "/" + path, encoding: .utf8) }
    let folder = try TestFolder()
    let writer = try folder.serve("--metrics-port", "0")
    let reader = try RunningServer(folder, ["--read-only", "--metrics-port", "0"])
    for server in [writer, reader] { #expect(try server.get("/sites").status == 200) }
    let metrics = try [writer, reader].map { try $0.get(Self.address($0)).text }.joined()
    let alerts = try text("docker/alerts.yml")
    for file in [alerts, try text("docker/grafana.json")] {
      for name in file.matches(of: /(newsroom|http|process)_[a-z_]+/).map({ String($0.output.0) }) {
        let isKnown = metrics.contains("# TYPE \(name.replacing("_bucket", with: "")) ")
        #expect(isKnown, "\(name)")
      }
    }
    let runbook = try text("Sources/Newsroom/Newsroom.docc/Running.md")
    let names = alerts.matches(of: /alert: (\w+)/).map { String($0.output.1) }
    #expect(names.count >= 10)
    for name in names { #expect(runbook.contains("| \(name) |"), "\(name)") }
    let lint = try Child(
      ["-c", "import yaml, sys; yaml.safe_load(open(sys.argv[1]))", root + "/docker/alerts.yml"], in: folder.path,
      program: Python.interpreter)
    #expect(lint.end() == .exit(0), "\(lint.errors)")
  }
}

// nginx with the configuration `docker/nginx.conf`: its routing, its cache and its failover.

import Foundation
import Outbound
import RunningNewsroom
import Testing

@Suite struct FrontTests {
  /// nginx with that configuration, but with the ports and folders of the test and without TLS.
  private static func nginx(
    _ folder: TestFolder, writer: RunningServer, readers: [RunningServer]
  ) throws -> (child: Child, address: String) {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().path
    let listener = try LoopbackListener()
    var text = try String(contentsOfFile: root + "/docker/nginx.conf", encoding: .utf8)
    for (name, server) in zip(["writer", "reader1", "reader2"], [writer] + readers) {
      text = text.replacing("server \(name):8080", with: "server \(server.address.dropFirst("http://".count))")
    }
    text = text.replacing("/tmp/", with: folder.path + "/")
      .replacing("error_log stderr;", with: "error_log \(folder.path)/nginx.log;\ndaemon off;\nuser root;")
      .replacing("listen 443 ssl;", with: "listen 127.0.0.1:\(listener.port);")
    let hidden = ["listen 80;", "listen [::]", "http2 on;", "ssl_", "return 301"]
    text = text.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { line in !hidden.contains { line.contains($0) } }
      .joined(separator: "\n").replacing("  server {\n  }\n", with: "")
    let file = try folder.file("nginx.conf", text)
    // As nginx passes its sockets to the next version of itself.
    let child = try Child(
      ["-c", file, "-p", folder.path], in: folder.path, environment: ["NGINX": "3;"], program: "/usr/sbin/nginx",
      listener: listener.descriptor)
    let address = "http://127.0.0.1:\(listener.port)"
    let isThere = eventually(within: 10) { (try? writer.get(address + "/health").status) == 200 || !child.isRunning }
    let log = (try? String(contentsOfFile: folder.path + "/nginx.log", encoding: .utf8)) ?? ""
    guard isThere, child.isRunning else { throw NotListening(description: child.errors + log) }
    return (child, address)
  }

  private static func get(_ url: String, _ fields: [HeaderLine] = []) throws -> (
    status: Int, cache: String?, text: String
  ) {
    let answer = try Transfer(url: url, headers: fields, timeout: .seconds(20)).perform(under: .loopback)
    let cache = answer.headers.first { $0.name.lowercased() == "x-cache" }?.value
    return (answer.status, cache, answer.text)
  }

  @Test func `everyone is sent to a reader, the desk's people to the writer, and the writer stands in for readers`()
    throws
  {
    let folder = try TestFolder()
    let token = try folder.token("draft", "publish")
    let writer = try folder.serve("--demo")
    let litestream = try Litestream.replicate(folder)
    let follower = try Litestream.follow(folder, into: folder.path + "/copy")
    let readers = try (0..<2).map { _ in try RunningServer(folder, ["--read-only"], data: folder.path + "/copy") }
    #expect(try eventually(within: 20) { try readers.allSatisfy { try $0.get("/health").status == 200 } })
    let (front, address) = try Self.nginx(folder, writer: writer, readers: readers)

    // Here a replica's links begin with its own address, so its answers can be recognized.
    let first = try Self.get(address + "/sites")
    #expect(first.status == 200 && readers.contains { first.text.contains($0.address) }, "\(first)")
    #expect(try Self.get(address + "/sites").cache == "HIT")
    let authorization = [HeaderLine("Authorization", "Bearer \(token)")]
    let desk = try Self.get(address + "/sites?status=draft", authorization)
    #expect(desk.status == 200 && desk.text.contains(writer.address) && desk.cache == "BYPASS", "\(desk)")
    let page = try Self.get(address + "/sites", [HeaderLine("Cookie", "session=x"), HeaderLine("Accept", "text/html")])
    #expect(page.status == 200 && page.cache == "BYPASS")
    // A reader would refuse these with a 403.
    for path in ["/subscribe", "/subscribers/confirmations/x", "/subscribers/endings/x", "/desk", "/previews/x"] {
      let page = try Self.get(address + path)
      #expect(page.status != 403 && page.cache == "BYPASS", "\(path) \(page)")
    }
    let draft = #"{"id": "draft", "name": {"nl": "Ontwerp", "fr": "Projet"}}"#
    #expect(try writer.post(address + "/sites", draft, token: token).status == 201)
    #expect(try Self.get(address + "/sites/draft", authorization).status == 200)
    // An answer to a request with a token is not shown to others.
    #expect(try Self.get(address + "/sites/draft").status == 404)

    for reader in readers { reader.child.send(SIGKILL) }
    let stale = try Self.get(address + "/sites")
    #expect(stale.status == 200 && stale.cache == "HIT")
    let other = try Self.get(address + "/contacts")
    #expect(other.status == 200 && other.text.contains(writer.address), "\(other)")
    for child in [front, follower, litestream] { child.send(SIGTERM) }
    _ = front.end()
  }
}

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
      .replacing("listen 443 ssl http2;", with: "listen 127.0.0.1:\(listener.port);")
    let hidden = ["listen 80;", "listen [::]", "ssl_", "return 301"]
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

  /// nginx with its defaults and a cache, in front of one newsroom.
  private static func plainNginx(
    _ folder: TestFolder, _ server: RunningServer
  ) throws -> (child: Child, address: String) {
    let listener = try LoopbackListener()
    let text = """
      daemon off;
      user root;
      pid \(folder.path)/nginx.pid;
      error_log \(folder.path)/nginx.log;
      events { worker_connections 64; }
      http {
        access_log off;
        proxy_cache_path \(folder.path)/cache keys_zone=all:1m;
        server {
          listen 127.0.0.1:\(listener.port);
          location / {
            proxy_pass \(server.address);
            proxy_cache all;
            add_header X-Cache $upstream_cache_status always;
          }
        }
      }
      """
    let child = try Child(
      ["-c", try folder.file("nginx.conf", text), "-p", folder.path], in: folder.path, environment: ["NGINX": "3;"],
      program: "/usr/sbin/nginx", listener: listener.descriptor)
    return (child, "http://127.0.0.1:\(listener.port)")
  }

  @Test func `a cache with its defaults shares public answers, and never shows them to the desk`() throws {
    let folder = try TestFolder()
    let token = try folder.token("draft", "publish")
    let writer = try folder.serve("--demo")
    let (front, address) = try Self.plainNginx(folder, writer)
    #expect(try eventually(within: 10) { try Self.get(address + "/health").status == 200 })
    let draft = #"{"id": "draft", "name": {"nl": "Ontwerp", "fr": "Projet"}}"#
    #expect(try writer.post(writer.address + "/sites", draft, token: token).status == 201)
    let logIn = try Transfer(
      method: "POST", url: writer.address + "/session",
      headers: [HeaderLine("Content-Type", "application/json"), HeaderLine("Origin", writer.address)],
      body: Array(#"{"token": "\#(token)"}"#.utf8)
    ).perform(under: .loopback)
    let setting = try #require(logIn.headers.first { $0.name.lowercased() == "set-cookie" }?.value)
    let cookie = HeaderLine("Cookie", String(setting.prefix { $0 != ";" }))
    let bearer = HeaderLine("Authorization", "Bearer \(token)")

    for path in ["/sites", "/sites/draft", "/sites.csv", "/sites.html"] {
      let first = try Self.get(address + path)
      #expect(!first.text.contains("Ontwerp") && first.cache == "MISS", "\(path)")
      #expect(try Self.get(address + path).cache == "HIT", "\(path)")
      let withToken = try Self.get(address + path, [bearer])
      #expect(withToken.status == 200 && withToken.text.contains("Ontwerp") && withToken.cache == "MISS", "\(path)")
      let withSession = try Self.get(address + path, [cookie])
      if path == "/sites.html" {
        // A page ignores sessions, so readers with any cookies share it.
        #expect(withSession.cache == "HIT")
      } else {
        #expect(withSession.text.contains("Ontwerp"), "\(path)")
      }
      #expect(try Self.get(address + path).cache == "HIT", "\(path)")
    }
    // Two people of the desk and a visitor with a cookie of another site do not disturb each other.
    let foreign = try Self.get(address + "/sites", [HeaderLine("Cookie", "theme=dark")])
    #expect(foreign.status == 200 && !foreign.text.contains("Ontwerp"))
    front.send(SIGTERM)
    _ = front.end()
  }

  @Test func `no request replaces another in the cache, or claims another client's address`() throws {
    let folder = try TestFolder()
    let log = folder.path + "/access.log"
    let writer = try folder.serve("--demo", "--proxies", "127.0.0.1", "--access-log", log)
    let (front, address) = try Self.nginx(folder, writer: writer, readers: [writer, writer])
    // Each pair had one key when the parts of a key stood next to each other.
    let type = "application/atom+xml"
    let forged = try Self.get(
      address + "/releases.atom?lang=nl&q=" + type,
      [HeaderLine("Accept", ""), HeaderLine("Forwarded", "for=192.0.2.6")])
    let real = try Self.get(address + "/releases.atom?lang=nl&q=", [HeaderLine("Accept", type)])
    #expect(forged.status == 200 && real.status == 200 && real.cache == "MISS")
    #expect(real.text.count > forged.text.count)
    let one = [HeaderLine("Accept", "a b"), HeaderLine("Accept-Language", "c")]
    let other = [HeaderLine("Accept", "a"), HeaderLine("Accept-Language", "b c")]
    #expect(try Self.get(address + "/robots.txt", one).cache == "MISS")
    #expect(try Self.get(address + "/robots.txt", other).cache == "MISS")
    writer.child.send(SIGTERM)
    _ = writer.child.end()
    #expect(try !String(contentsOfFile: log, encoding: .utf8).contains("192.0.2.6"))
    front.send(SIGTERM)
    _ = front.end()
  }

  @Test func `a client with too many requests at once gets 429, and others do not`() throws {
    let folder = try TestFolder()
    let writer = try folder.serve("--demo")
    let (front, address) = try Self.nginx(folder, writer: writer, readers: [writer, writer])
    let statuses = try (0..<600).map { _ in try Self.get(address + "/robots.txt").status }
    #expect(statuses.prefix(300).allSatisfy { $0 == 200 } && statuses.contains(429))
    front.send(SIGTERM)
    _ = front.end()
  }

  @Test func `the public is sent to a reader, the desk to the writer, and the writer replaces lost readers`()
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

// `newsroom serve`: its start, the demo content, and a stop that interrupts nothing.

import Foundation
import RunningNewsroom
import Testing

@Suite struct ServeTests {
  @Test func `the server prints its address, and links begin with it`() throws {
    let folder = try TestFolder()
    let server = try folder.serve()
    #expect(server.address.wholeMatch(of: /http:\/\/127\.0\.0\.1:\d+/) != nil)
    #expect(server.child.output == "listening on \(server.address)\n")
    #expect(try server.get("/").object["self"] as? String == server.address + "/")
    #expect(try server.get("/health").object["status"] as? String == "UP")
  }

  @Test func `there is a loop for each usable core, not for each core of the machine`() throws {
    let folder = try TestFolder()
    let server = try RunningServer(folder, launcher: ["/usr/bin/taskset", "-c", "0"])
    let descriptors = "/proc/\(server.child.id)/fd"
    let sets = try FileManager.default.contentsOfDirectory(atPath: descriptors).filter {
      try FileManager.default.destinationOfSymbolicLink(atPath: "\(descriptors)/\($0)") == "anon_inode:[eventpoll]"
    }
    // One thread of the loop, and one of Dispatch.
    #expect(sets.count == 2)
  }

  @Test func `the program's log is JSON when that is set`() throws {
    let folder = try TestFolder()
    let server = try folder.serve("--log-format", "json", "--access-log", "/dev/full")
    #expect(try server.get("/health").status == 200)
    #expect(eventually(within: 10) { server.child.errors.hasSuffix("\n") })
    for text in server.child.errors.split(separator: "\n") {
      let line = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: String])
      #expect(line["level"] == "warning" && line["logger"] == "newsroom.access")
      #expect(line["message"]?.hasPrefix("access log: ") == true)
      let time = try Date(line["time"] ?? "", strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true))
      #expect(abs(time.timeIntervalSinceNow) < 60)
    }
  }

  @Test func `the data directory is its owner's alone`() throws {
    let folder = try TestFolder()
    _ = try folder.token("draft")
    let server = try folder.serve("--demo")
    #expect(try server.get("/releases").status == 200)
    func mode(_ path: String) throws -> Int? {
      (try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber)?.intValue
    }
    #expect(try mode(folder.data) == 0o700)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.data)
    #expect(Set(names).isSuperset(of: ["desk.sqlite", "desk.sqlite-wal", "public.sqlite", "public.sqlite-wal"]))
    for name in names { #expect(try mode(folder.data + "/" + name) == 0o600, "\(name)") }
  }

  @Test func `the demo content fills a desk without items, with or without tokens`() throws {
    let folder = try TestFolder()
    let token = try folder.token("draft")
    let server = try folder.serve("--demo")
    for path in ["/releases", "/sites", "/contacts", "/advices"] {
      #expect(try !server.get(path).ids.isEmpty, "\(path)")
    }
    #expect(try server.get("/releases?status=draft", token: token).ids.isEmpty)
    let changes = try folder.count("public", "SELECT count(*) FROM changes")
    server.child.send(SIGTERM)
    #expect(server.child.end() == .exit(0))
    let again = try folder.serve("--demo")
    #expect(try again.get("/releases").status == 200)
    #expect(try folder.count("public", "SELECT count(*) FROM changes") == changes)
    #expect(try folder.count("desk", "SELECT count(*) FROM revisions") == changes)
  }

  @Test func `the demo content does not change a desk with items`() throws {
    let folder = try TestFolder()
    let file = try folder.file("haven.txt", ImportTests.dutch)
    #expect(try folder.newsroom("import", file).isSuccess)
    let server = try folder.serve("--demo")
    #expect(try server.get("/sites").ids.isEmpty)
    #expect(try folder.count("desk", "SELECT count(*) FROM items") == 1)
  }

  @Test(arguments: [SIGTERM, SIGINT])
  func `on a signal the server exits with 0, and the next start has nothing to repair`(signal: Int32) throws {
    let folder = try TestFolder()
    let server = try folder.serve()
    #expect(try server.get("/releases").status == 200)
    server.child.send(signal)
    #expect(server.child.end(within: 25) == .exit(0))
    #expect(server.child.errors.isEmpty)
    #expect(throws: (any Error).self) { try server.get("/releases") }
    #expect(try folder.serve().get("/releases").status == 200)
  }

  @Test func `requests in progress at SIGTERM are finished`() throws {
    let folder = try TestFolder()
    let token = try folder.token("draft")
    let server = try folder.serve()
    let body = #"{"name": {"nl": "Proefstad"}}"#
    let connection = try RawConnection(to: server.address)
    try connection.send(
      "POST /sites HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(token)\r\nContent-Type: application/json\r\n"
        + "Content-Length: \(body.utf8.count)\r\n\r\n" + body.prefix(9))
    // The other request's answer shows that the loop has made a turn since.
    #expect(try server.get("/health").status == 200)
    server.child.send(SIGTERM)
    #expect(eventually(within: 20) { (try? RawConnection(to: server.address)) == nil })
    #expect(server.child.isRunning)
    try connection.send(String(body.dropFirst(9)))
    let answer = connection.receive()
    #expect(answer.hasPrefix("HTTP/1.1 201"), "\(answer)")
    #expect(answer.lowercased().contains("connection: close"))
    #expect(server.child.end(within: 25) == .exit(0))
    #expect(try folder.count("desk", "SELECT count(*) FROM items") == 1)
  }

  @Test func `migrate creates both files, and changes nothing when repeated`() throws {
    let folder = try TestFolder()
    for _ in 1...2 {
      let ended = try folder.newsroom("migrate")
      #expect(ended.isSuccess && ended.errors.isEmpty)
    }
    #expect(try folder.count("desk", "SELECT count(*) FROM migrations") >= 2)
    #expect(try folder.count("public", "SELECT count(*) FROM migrations") >= 2)
  }

  @Test func `the environment sets options too`() throws {
    let folder = try TestFolder()
    let file = try folder.file("haven.txt", ImportTests.dutch)
    let settings = ["NEWSROOM_DATA": folder.data, "NEWSROOM_PUBLIC_URL": "https://press.example/"]
    let ended = try folder.run(["import", file], environment: settings)
    #expect(ended.lines.first?.contains(": draft https://press.example/releases/2025-") == true)
    #expect(try folder.count("desk", "SELECT count(*) FROM items") == 1)
  }
}

/// A raw socket to a server, for requests that no client library can send.
final class RawConnection {
  struct Failed: Error {}

  private let descriptor: Int32

  init(to address: String) throws {
    guard let port = URL(string: address)?.port else { throw Failed() }
    var name = sockaddr_in()
    name.sin_family = sa_family_t(AF_INET)
    name.sin_port = UInt16(port).bigEndian
    name.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    #if canImport(Glibc)
      descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
      descriptor = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    // Servers that other tests start must not inherit it.
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    var patience = timeval(tv_sec: 10, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafePointer(to: &name) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) }
    }
    guard result == 0 else { throw Failed() }
  }

  deinit { close(descriptor) }

  func send(_ text: String) throws {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let sent = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      guard sent > 0 else { throw Failed() }
      bytes = bytes.dropFirst(sent)
    }
  }

  /// Reads until the other side closes.
  func receive() -> String {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
      bytes += buffer[..<count]
    }
  }
}

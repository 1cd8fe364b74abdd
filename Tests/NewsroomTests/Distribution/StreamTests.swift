// The live stream over real sockets: its events, its timing and its limit of clients.

import Bytes
import Foundation
import HTTP
import HTTPTypes
import RunningNewsroom
import Testing

@testable import API
@testable import Catalog
@testable import Delivery
@testable import Values

@Suite struct LiveStreamTests {
  /// A connection to the stream, with the events that it received.
  private final class Ear {
    private let descriptor: Int32
    /// Bytes of an incomplete chunk.
    private var rest: [UInt8] = []
    private var head = ""
    /// Bytes of an incomplete line.
    private var content: [UInt8] = []
    private var lines: [String] = []
    /// The ids of the items of the events.
    private var heard: [String] = []

    init(_ newsroom: TestNewsroom, _ query: String = "", _ fields: String = "") throws {
      let port = Int(newsroom.address.split(separator: ":").last ?? "") ?? 0
      descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = in_port_t(port).bigEndian
      address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
      let size = socklen_t(MemoryLayout<sockaddr_in>.size)
      let isConnected = withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) == 0 }
      }
      guard isConnected else { throw POSIXError(.ECONNREFUSED) }
      let request = Array("GET /stream\(query) HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\(fields)\r\n".utf8)
      _ = send(descriptor, request, request.count, Int32(MSG_NOSIGNAL))
    }

    deinit { close(descriptor) }

    /// Reads the available bytes and decodes their chunks.
    private func receive() {
      var buffer = [UInt8](repeating: 0, count: 4_096)
      while case let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT)), count > 0 {
        rest += buffer[..<count]
      }
      if head.isEmpty, let end = rest.firstRange(of: Array("\r\n\r\n".utf8))?.upperBound {
        head = String(decoding: rest[..<end], as: UTF8.self)
        rest.removeFirst(end)
      }
      while !head.isEmpty, let line = rest.firstIndex(of: UInt8(ascii: "\n")),
        let size = Int(String(decoding: rest[..<(line - 1)], as: UTF8.self), radix: 16), rest.count >= line + size + 3
      {
        content += rest[(line + 1)...(line + size)]
        rest.removeFirst(line + size + 3)
      }
      while let end = content.firstIndex(of: UInt8(ascii: "\n")) {
        let line = content[..<end]
        lines.append(String(decoding: line, as: UTF8.self))
        if line.starts(with: "data: ".utf8), let event = try? Array(line.dropFirst(6)).object() {
          heard.append(event["data"]?.object?["id"]?.string ?? "")
        }
        content.removeFirst(end + 1)
      }
    }

    /// The head, and the content so far.
    var text: String {
      receive()
      return head + lines.joined(separator: "\n")
    }

    var ids: [String] {
      receive()
      return lines.filter { $0.hasPrefix("id: ") }.map { String($0.dropFirst(4)) }
    }
    var items: [String] {
      receive()
      return heard
    }
    var isOpen: Bool {
      receive()
      return lines.first == "retry: 3000"
    }
  }

  @Test func `a listener gets each change at once, as in a webhook, and continues where it left`() throws {
    let newsroom = try TestNewsroom()
    let ear = try Ear(newsroom)
    #expect(eventually { ear.isOpen })
    #expect(ear.text.contains("Content-Type: text/event-stream\r\n") && !ear.text.contains("Content-Encoding"))
    #expect(ear.text.contains("Cache-Control: private, no-store\r\n"))
    try newsroom.publishRelease("r")
    #expect(eventually { ear.items == ["r"] })
    #expect(ear.text.contains(#"event: release.published"#) && ear.text.contains(#"data: {"type":"release.published""#))
    let reason = #"{"reason": {"nl": "Vergissing.", "fr": "Erreur."}}"#
    #expect(try newsroom.desk("POST", "/releases/r/withdrawals", reason).status == 201)
    #expect(eventually { ear.items == ["r", "r"] })
    let other = try Ear(newsroom, "", "Last-Event-ID: \(ear.ids.first ?? "")\r\n")
    #expect(eventually { other.ids == ear.ids.suffix(1) })
    let all = try Ear(newsroom, "?after=\(newsroom.application.stream.epoch)-0")
    #expect(eventually { all.ids == ear.ids })
    try newsroom.publishRelease("s")
    for ear in [ear, other, all] { #expect(eventually { ear.items.last == "s" }) }
  }

  @Test func `a client that was away for long continues from the file, and misses nothing`() throws {
    let newsroom = try TestNewsroom()
    let ear = try Ear(newsroom)
    #expect(eventually { ear.isOpen })
    try newsroom.publishRelease("first")
    #expect(eventually { ear.ids.count == 1 })
    // More than is kept in memory.
    let pool = try newsroom.application.publicFile.pool
    try pool.write { db in
      for number in 2...400 {
        try db.execute(
          sql: "INSERT INTO changes SELECT ?, kind, id, 'corrected', version, at, minor FROM changes WHERE number = 1",
          arguments: [number])
      }
    }
    try newsroom.application.stream.moved()
    #expect(eventually { ear.ids.count == 400 })
    let late = try Ear(newsroom, "", "Last-Event-ID: \(ear.ids.first ?? "")\r\n")
    #expect(eventually { late.ids.count == 399 })
    #expect(late.ids == Array(ear.ids.dropFirst()), "something is left out or comes twice")
  }

  @Test(arguments: [
    ("?kind=site", ["site"]), ("?kind=release&theme=economy", ["a", "a"]), ("?lang=en", ["b"]),
    ("?theme=health&theme=economy", ["a", "b", "a"]), ("?site=site", ["site", "b", "a"]),
    ("", ["site", "a", "b", "a"]),
  ])
  func `filters select items, and a withdrawal reaches everyone who may have received the item`(
    query: String, expected: [String]
  ) throws {
    let newsroom = try TestNewsroom()
    let ear = try Ear(newsroom, query)
    #expect(eventually { ear.isOpen })
    let site = #"{"id": "site", "name": {"nl": "Site", "fr": "Site"}, "status": "published"}"#
    #expect(try newsroom.desk("POST", "/sites", site).status == 201)
    try newsroom.publishRelease("a", more: #", "themes": ["economy"]"#)
    let b = #"""
      {"id": "b", "title": {"nl": "b", "fr": "b", "en": "b"}, "body": {"nl": "b", "fr": "b", "en": "b"},
       "themes": ["health"], "sites": ["site"], "status": "published"}
      """#
    #expect(try newsroom.desk("POST", "/releases", b).status == 201)
    let reason = #"{"reason": {"nl": "Vergissing.", "fr": "Erreur."}}"#
    #expect(try newsroom.desk("POST", "/releases/a/withdrawals", reason).status == 201)
    let all = try Ear(newsroom, "?after=\(newsroom.application.stream.epoch)-0")
    #expect(eventually { all.items == ["site", "a", "b", "a"] })
    let wanted = query == "?lang=en" ? expected + ["a"] : expected
    #expect(eventually { ear.items == wanted }, "\(ear.items)")
  }

  @Test func `a bad position, filter or epoch is an error and opens no stream`() throws {
    let newsroom = try TestNewsroom()
    #expect(try newsroom.get("/stream?theme=econmy&x=1").faults == ["query:theme", "query:x"])
    #expect(try newsroom.get("/stream", ["Last-Event-ID": "x"]).faults == ["header:Last-Event-ID"])
    #expect(try newsroom.get("/stream?after=abc-1").status == 410)
    #expect(try newsroom.get("/stream", method: "HEAD").status == 200)
  }

  @Test func `one network leaves room on the stream for others`() throws {
    let stream = try TestNewsroom().application.stream
    func enter(_ address: String, _ count: Int) -> [Int] {
      (0..<count).compactMap { _ in IPAddress(address).flatMap { stream.enter(from: $0) } }
    }
    let first = enter("2001:db8::1", LiveStream.limit)
    #expect(first.count == LiveStream.limit / 2)
    #expect(enter("2001:db8::2", 1).isEmpty)
    #expect(enter("192.0.2.1", LiveStream.limit).count == LiveStream.limit / 4)
    stream.leave(first[0])
    #expect(enter("2001:db8::2", 2).count == 0 && enter("192.0.2.2", 1).count == 1)
  }

  @Test func `a thousand listeners get a release, further ones are refused, and those who leave free places`()
    throws
  {
    var limits = Limits()
    limits.connections = 3_000
    let newsroom = try TestNewsroom(limits: limits)
    // At most as many at once as may wait for a worker.
    var ears: [Ear] = []
    while ears.count < LiveStream.limit {
      let next = try (0..<min(limits.queuedRequests, LiveStream.limit - ears.count)).map { _ in try Ear(newsroom) }
      try #require(eventually { next.allSatisfy(\.isOpen) })
      ears += next
    }
    let refused = try newsroom.get("/stream", method: "HEAD")
    #expect(refused.status == 503 && refused["Retry-After"] != nil)
    try newsroom.publishRelease("r")
    #expect(eventually { ears.allSatisfy { $0.items == ["r"] } })
    #expect(try newsroom.get("/releases/r").status == 200)
    ears = Array(ears.prefix(10))
    #expect(eventually { (try? newsroom.get("/stream", method: "HEAD").status) == 200 })
    let late = try Ear(newsroom)
    #expect(eventually { late.isOpen })
  }
}

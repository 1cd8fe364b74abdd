// The last check: the rules forbid a transfer to a real server on this machine, which never gets a connection.
import Foundation
import RunningNewsroom
import Testing

@testable import Outbound

@Suite("Forbidden transfers")
struct ForbiddenTransferTests {
  @Test(
    "Loopback in any notation gets no connection",
    arguments: [
      "127.0.0.1", "127.1", "2130706433", "0x7f.1", "0177.0.0.1", "localhost", "any.localhost", "0", "0.0.0.0",
      "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
    ])
  func refusesConnection(_ host: String) throws {
    let server = try RawServer(.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"))
    let error = #expect(throws: TransferError.self) {
      try Transfer(url: "http://\(host):\(server.port)/", timeout: .seconds(5))
        .perform(under: AddressRules(allowsHTTP: true))
    }
    guard case .addressRefused = error else {
      Issue.record("\(host): \(String(describing: error))")
      return
    }
    #expect(server.connections == 0)
  }

  @Test(
    "The same notations reach the server where loopback is allowed",
    arguments: ["127.0.0.1", "127.1", "2130706433", "0x7f.1", "localhost"])
  func reachesAllowed(_ host: String) throws {
    let server = try RawServer(.send("HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n"))
    let answer = try Transfer(url: "http://\(host):\(server.port)/", timeout: .seconds(5)).perform(under: .loopback)
    #expect(answer.status == 204)
    #expect(server.connections == 1)
  }

  @Test("Plain http is refused where only https is allowed, before any connection")
  func refusesScheme() throws {
    let server = try RawServer(.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"))
    #expect(throws: TransferError.schemeRefused(allowsHTTP: false)) {
      try Transfer(url: server.url).perform(under: AddressRules(allowed: AddressRules.loopback.allowed))
    }
    #expect(server.connections == 0)
  }

  @Test("A name without an address is reported")
  func unresolvable() {
    #expect(throws: TransferError.unresolvable(host: "nowhere.invalid")) {
      try AddressRules().check("https://nowhere.invalid/")
    }
  }

  @Test("A proxy of the environment is not used")
  func ignoresProxy() async {
    // In a separate process, because the environment belongs to the whole process.
    await #expect(processExitsWith: .success) {
      let proxy = try RawServer(.send("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"))
      let server = try RawServer(.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"))
      for name in ["http_proxy", "all_proxy", "ALL_PROXY"] { setenv(name, proxy.url, 1) }
      let answer = try Transfer(url: server.url).perform(under: .loopback)
      exit(answer.status == 200 && proxy.connections == 0 ? 0 : 1)
    }
  }
}

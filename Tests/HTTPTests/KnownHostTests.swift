// The host that was last found valid: no other host passes because of it.

import HTTP
import Testing

@Suite struct KnownHostTests {
  @Test func `A host is judged without regard to earlier ones`() {
    let long = String(repeating: "a", count: 32)
    let hosts: [(String, Bool)] = [
      ("a.example:80", true), ("a.example:8x", false), ("a.example:80", true), ("a.example:8", true), ("", false),
      ("a.example:80", true), ("a.example:80\0", false), ("a example", false), (long, true), (long + ":", true),
      (long + "/", false), (long.dropLast() + "/", false), (long, true), ("[::1]", true), ("[::1", false),
      ("[::1]", true),
    ]
    var head = RequestHead()
    for (host, isValid) in hosts {
      let bytes = Array("GET / HTTP/1.1\r\nHost: \(host)\r\n\r\n".utf8)
      let outcome = head.parse(bytes.span, from: 0, limits: Limits())
      #expect((outcome == .complete(end: bytes.count)) == isValid, "\(host)")
    }
    // RFC 9112 3.2: a second Host is refused even if it equals the known one.
    let twice = Array("GET / HTTP/1.1\r\nHost: [::1]\r\nHost: [::1]\r\n\r\n".utf8)
    #expect(head.parse(twice.span, from: 0, limits: Limits()).expected == .refused(400, .badHost))
  }
}

// Bytes as text: hexadecimal and base64url.

import Bytes
import Foundation
import Testing

@Suite struct EncodingTests {
  /// RFC 4648 section 10, without padding.
  @Test(arguments: [
    ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"),
    ("foobar", "Zm9vYmFy"),
  ])
  func `base64url is written as RFC 4648 shows it`(_ text: String, _ encoded: String) {
    #expect(Array(text.utf8).base64URL == encoded)
  }

  @Test(arguments: 0..<100)
  func `base64url is base64 with two other digits and no padding`(_ length: Int) {
    let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 151 &+ length) }
    let plain = Data(bytes).base64EncodedString()
    let swapped = plain.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    #expect(bytes.base64URL == swapped)
  }

  @Test func `Hexadecimal digits are written in lowercase and read in either case`() {
    #expect([0x00, 0x7F, 0xAB, 0xFF].hexadecimal == "007fabff")
    #expect([UInt8](hexadecimal: "007FabfF") == [0x00, 0x7F, 0xAB, 0xFF])
    #expect(String(hexadecimal: "c3a9") == "é")
  }

  @Test(arguments: ["0", "0g", "+1", "0x", " 0", "００"])
  func `Text that is not pairs of digits is refused`(_ text: String) {
    #expect([UInt8](hexadecimal: text) == nil)
  }

  @Test func `Digits that do not encode UTF-8 are no text`() {
    #expect(String(hexadecimal: "ff") == nil)
  }
}

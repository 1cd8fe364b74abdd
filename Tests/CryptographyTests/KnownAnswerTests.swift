// Tests each algorithm with the known answers of its specification.

import Testing

@testable import Cryptography

@Suite struct KnownAnswerTests {
  private func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
  }

  @Test(
    "SHA-256 gives the digests of FIPS 180-4's examples",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
    ])
  func sha256(_ text: String, _ digest: String) {
    #expect(hexadecimal(SHA256.hash(text.utf8)) == digest)
    var parts = SHA256()
    for byte in text.utf8 { parts.update([byte]) }
    #expect(hexadecimal(parts.finalize()) == digest)
  }

  @Test("A million letters, in parts, give the digest of FIPS 180-4's third example")
  func longInput() {
    var hash = SHA256()
    for _ in 0..<1_000 { hash.update(repeatElement(UInt8(ascii: "a"), count: 1_000)) }
    #expect(
      hexadecimal(hash.finalize()) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test(
    "HMAC-SHA256 gives the codes of RFC 4231",
    arguments: [
      (
        [UInt8](repeating: 0x0B, count: 20), Array("Hi There".utf8),
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
      ),
      (
        Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
      ),
      (
        [UInt8](repeating: 0xAA, count: 131),
        Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
      ),
    ])
  func hmac(_ key: [UInt8], _ message: [UInt8], _ code: String) {
    let key = SecretKey(key)
    let made = key.code(of: message)
    #expect(hexadecimal(made) == code)
    #expect(key.isCode(made, of: message))
    #expect(!key.isCode(made, of: message + [0]))
    #expect(!key.isCode(Array(made.dropLast()) + [made[31] ^ 1], of: message))
    #expect(!key.isCode(Array(made.dropLast()), of: message))
  }

  @Test("Random bytes have the requested length and differ each time")
  func random() {
    let drawn = Set((0..<1_000).map { _ in RandomBytes.make(16) })
    #expect(drawn.count == 1_000)
    #expect(drawn.allSatisfy { $0.count == 16 })
    #expect(RandomBytes.make(0) == [])
  }
}

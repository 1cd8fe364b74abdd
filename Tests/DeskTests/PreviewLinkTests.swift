// Tests the signed part of a preview's address.

import Cryptography
import Testing
import Values

@testable import Desk

@Suite struct PreviewLinkTests {
  private static let key = SecretKey(repeatElement(7, count: 32))
  private static let link = PreviewLink(number: 17, expiresAt: Instant(milliseconds: 1_764_230_400_000))

  @Test("a signed link can be read")
  func roundTrip() throws {
    let text = Self.link.text(signedWith: Self.key)
    let read = try #require(PreviewLink(text, signedWith: Self.key))
    #expect(read.number == 17 && read.expiresAt == Self.link.expiresAt)
  }

  @Test("a link with a different number, time or key is invalid")
  func forgeries() {
    let parts = Self.link.text(signedWith: Self.key).split(separator: "-").map(String.init)
    for forged in [
      "18-\(parts[1])-\(parts[2])", "17-1764230401-\(parts[2])", "17-\(parts[1])-\(parts[2].dropLast(2))",
      "17-\(parts[1])-", "17-\(parts[1])", "", "17-99999999999999-\(parts[2])", "-17-\(parts[1])-\(parts[2])",
      "\(parts.joined(separator: "-"))-1",
    ] {
      #expect(PreviewLink(forged, signedWith: Self.key) == nil)
    }
    #expect(PreviewLink(parts.joined(separator: "-"), signedWith: .random()) == nil)
  }
}

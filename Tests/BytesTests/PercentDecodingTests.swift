// Percent-decoding of single escapes and whole texts.

import Bytes
import Testing

@Suite struct PercentDecodingTests {
  @Test(
    arguments: [
      ("", ""), ("abc", "abc"), ("a+b", "a b"), ("a%2Bb", "a+b"), ("%C3%A9", "é"), ("%c3%a9", "é"), ("é", "é"),
      ("%00", "\0"), ("100%25", "100%"), ("%2525", "%25"), ("%", nil), ("%4", nil), ("%4g", nil), ("%g4", nil),
      ("a%C3", nil), ("%FF", nil), ("%ED%A0%80", nil), ("%+1", nil),
    ] as [(String, String?)])
  func `The text of a form is decoded, or is invalid`(_ encoded: String, _ text: String?) {
    #expect(PercentDecoding.formText(encoded) == text)
  }

  @Test func `Unescaped characters differ from escaped ones`() {
    let decoded = Array("a/b%2Fc".utf8).withUnsafeBufferPointer {
      PercentDecoding.decode($0, allowsNUL: false) { $0 == UInt8(ascii: "/") ? 0 : $0 }
    }
    #expect(decoded == Array("a\0b/c".utf8))
  }

  @Test(arguments: ["%00", "a\0", "%0"])
  func `A zero byte is refused where it is not allowed`(_ text: String) {
    let decoded = Array(text.utf8).withUnsafeBufferPointer { PercentDecoding.decode($0, allowsNUL: false) }
    #expect(decoded == nil)
  }

  @Test func `An escape ends within its range, and a broken one is refused`() {
    let text = Array("x%41%4".utf8)
    var index = 1
    #expect(text.span.percentDecodedByte(at: &index, before: 3)?.byte == nil)
    #expect(index == 1)
    #expect(text.span.percentDecodedByte(at: &index, before: 4)?.byte == 65)
    #expect(index == 4)
    #expect(text.span.percentDecodedByte(at: &index, before: text.count)?.byte == nil)
  }
}

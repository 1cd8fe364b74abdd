// Entity tags: lists of them, and the tag of content.

import Bytes
import Testing

@Suite struct EntityTagsTests {
  @Test func `If-Match compares strongly and knows both tags of a content`() {
    #expect(EntityTags("\"abc-gzip\"").contains("\"abc\"", weakly: false))
    #expect(EntityTags("*").contains("\"abc\"", weakly: false))
    #expect(!EntityTags("W/\"abc\"").contains("\"abc\"", weakly: false))
    #expect(!EntityTags("\"abc\"").contains("W/\"abc\"", weakly: false))
  }

  @Test(arguments: [
    ("\"abc\"", true), ("\"x\", \"abc\"", true), ("\"x\",\"abc-gzip\"", true), ("\"abc-br\"", false), ("abc", false),
    ("\"x, \"abc\"", false), ("\"a,b\", \"abc\"", true), ("W/\"abc\", \"abc\"", true), ("", false), ("**", false),
    ("\"*\"", false), ("\"-gzip\"", false),
  ])
  func `A list is split at the commas outside its tags`(_ list: String, _ isHeld: Bool) {
    #expect(EntityTags(list).contains("\"abc\"", weakly: false) == isHeld)
  }

  @Test func `A weak tag is the same as the strong one where weak comparison is enough`() {
    #expect(EntityTags("W/\"abc\"").contains("\"abc\"", weakly: true))
    #expect(EntityTags("\"abc\"").contains("W/\"abc\"", weakly: true))
  }

  @Test func `The tag of a content has 32 digits and changes with the content`() {
    let tag = Array("a".utf8).etag
    #expect(tag.count == 34 && tag != Array("b".utf8).etag && tag == Array("a".utf8).etag)
    #expect([UInt8](hexadecimal: tag.dropFirst().dropLast())?.count == 16)
  }
}

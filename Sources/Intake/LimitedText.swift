// Text that is put together from the parts of a file, up to a limit.

/// A small file can make much text: a note may be called, or an address linked to, any number of times.
struct LimitedText {
  private(set) var text = ""

  mutating func append(_ part: some StringProtocol) throws(Unreadable) {
    try Self.check(text.utf8.count + part.utf8.count)
    text += part
  }

  /// - Throws: `Unreadable.tooLarge` for a size above `FileType.limit`.
  static func check(_ size: Int) throws(Unreadable) {
    if size > FileType.limit { throw .tooLarge(FileType.limit) }
  }
}

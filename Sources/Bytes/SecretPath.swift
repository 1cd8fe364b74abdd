// Finds the secrets in paths, for logs.

extension Span<UInt8> {
  /// The first place in a path where one of `beginnings` begins, in any spelling: escaped, in capitals, or with
  /// repeated slashes. It need not be the start of the path, because a client may have sent `/./previews/…`.
  /// - Parameter beginnings: lowercase, each with a slash at its start and end.
  package func secret(in path: Range<Int>, _ beginnings: [[UInt8]]) -> (start: Int, beginning: [UInt8])? {
    for start in path where self[start] == 47 || self[start] == 37 {
      for beginning in beginnings where begins(start..<path.upperBound, beginning) { return (start, beginning) }
    }
    return nil
  }

  private func begins(_ range: Range<Int>, _ beginning: [UInt8]) -> Bool {
    var index = range.lowerBound
    var found = 0
    var last: UInt8 = 0
    while found < beginning.count {
      guard index < range.upperBound else { return false }
      guard let byte = percentDecodedByte(at: &index, before: range.upperBound)?.byte.lowercased else { return false }
      if byte == 47, last == 47 { continue }
      guard byte == beginning[found] else { return false }
      last = byte
      found += 1
    }
    return true
  }
}

// The header lines of a request, or the recipient of a message, as libcurl's list.

import CCurl

/// A list of C strings, freed once.
struct HeaderList: ~Copyable {
  private(set) var first: UnsafeMutablePointer<curl_slist>?

  /// Refuses what would end a line early or is no token (RFC 9110 section 5.6.2), in names, values and method.
  init(for transfer: Transfer) throws(TransferError) {
    guard Self.isToken(transfer.method) else { throw .malformedRequest("the method “\(transfer.method)”") }
    for line in transfer.headers {
      guard Self.isToken(line.name), line.value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
        throw .malformedRequest("the header “\(line.name)”")
      }
    }
    // A semicolon sends an empty value and a bare colon leaves a line out, in libcurl's notation.
    for line in transfer.headers { append(line.value.isEmpty ? "\(line.name);" : "\(line.name): \(line.value)") }
    let given = Set(transfer.headers.map { $0.name.lowercased() })
    for name in ["Expect", "Content-Type"] where !given.contains(name.lowercased()) { append("\(name):") }
  }

  /// The one to whom a message goes.
  init(recipient address: String) { append(address) }

  deinit {
    curl_slist_free_all(first)
  }

  private mutating func append(_ line: String) {
    first = curl_slist_append(first, line)
  }

  private static func isToken(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"):
          true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
      }
  }
}

// The header lines of a request, or the recipient of a message, as a list for libcurl.

import CCurl

/// A list of C strings, freed once.
struct HeaderList: ~Copyable {
  private(set) var first: UnsafeMutablePointer<curl_slist>?

  /// Rejects names, values and methods that would end a line early or are no tokens (RFC 9110 section 5.6.2).
  init(for transfer: Transfer) throws(TransferError) {
    guard Self.isToken(transfer.method) else { throw .malformedRequest("the method “\(transfer.method)”") }
    for line in transfer.headers {
      guard Self.isToken(line.name), line.value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
        throw .malformedRequest("the header “\(line.name)”")
      }
    }
    // In libcurl's notation a semicolon sends an empty value, and a bare colon leaves the line out.
    for line in transfer.headers { append(line.value.isEmpty ? "\(line.name);" : "\(line.name): \(line.value)") }
    let given = Set(transfer.headers.map { $0.name.lowercased() })
    for name in ["Expect", "Content-Type"] where !given.contains(name.lowercased()) { append("\(name):") }
  }

  /// The recipient of a message.
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

// The files that pages load, embedded in the program.

import Bytes

package enum WebFile {
  package static let styleSheet = EmbeddedFile.bytes("newsroom.css", in: "Pages")
  package static let script = EmbeddedFile.bytes("newsroom.js", in: "Pages")
  /// Dutch and French translations of the API description, as JSON: `{english: [dutch, french]}`.
  package static let referenceWords = EmbeddedFile.bytes("reference.json", in: "Pages")
}

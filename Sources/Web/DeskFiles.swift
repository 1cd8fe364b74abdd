// The files of the desk in a browser: one page, its style sheet, and modules that use the JSON API.

import Bytes

/// The files of the folder `Desk`, which browsers load below `/desk`.
package enum DeskFiles {
  /// The page at `/desk`.
  package static let page = EmbeddedFile.bytes("desk.html", in: "Desk")

  /// The style sheet and the modules.
  package static let all = EmbeddedFile.all(in: "Desk").filter { $0.name != "desk.html" }

  /// Returns the media type of one of them.
  package static func type(of file: EmbeddedFile) -> String {
    file.name.hasSuffix(".css") ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8"
  }
}

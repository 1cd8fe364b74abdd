// Former ids of public items, of which the public file has the hashes only.

import Cryptography
import Foundation
import GRDB
import Storage

package enum FormerID {
  /// - Returns: the SHA-256 of an id.
  package static func hash(_ id: String) -> Data { Data(SHA256.hash(id.utf8)) }
}

extension PublicFile {
  /// The present id of a public or withdrawn item that had another one; nil when there is none.
  package func presentID(kind: String, former id: String) throws -> String? {
    try readers.read { db in
      try String.fetchOne(
        db,
        sql: """
          SELECT d.id FROM formerIDs r JOIN documents d ON d.number = r.number WHERE r.kind = ? AND r.hash = ?
          """, arguments: [kind, FormerID.hash(id)])
    }
  }
}

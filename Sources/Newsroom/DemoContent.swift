// The demo content: contacts, sites, advices and releases, stored as if a client had posted them.

import API
import Bytes
import Content
import Desk
import GRDB
import Storage
import Values

extension Application {
  /// Publishes the demo content on a desk without items; does nothing when the desk has items. The items have only
  /// those of their themes that the council has.
  /// - Throws: `DataFault` or `InvalidInput` when the demo content is damaged.
  package func fillWithDemoContent() throws {
    guard case .success(.object(let content)) = JSON.parse(EmbeddedFile.bytes("demo.json", in: "Demo")) else {
      throw DataFault("the demo content is damaged")
    }
    try desk.pool.write { db in
      guard try Int.fetchOne(db, sql: "SELECT 1 FROM items LIMIT 1") == nil else { return }
      for resource in [Resource.contacts, .sites, .advices, .releases] {
        for var document in (content[resource.path]?.array ?? []).compactMap(\.object) {
          if let themes = document["themes"]?.array {
            document["themes"] = .array(themes.filter { $0.string.map(council.themes.has) == true })
          }
          var check = InputCheck(themes: council.themes.codes) { try DeskFile.exists(db, kind: $0, id: $1) }
          document = try check.object(document, fields: resource.fields)
          if !check.issues.isEmpty { throw InvalidInput(check.issues) }
          let item = try DeskFile.create(
            db, resource, resource.normalize(document, council), avoiding: Routes.reservedIDs, by: Author("demo"),
            RevisionReason(.create))
          let request = PublicationRequest(of: council, avoiding: Routes.reservedIDs)
          try request.enter(db, item, resource, by: Author("demo"))
        }
      }
    }
    try publisher.settle()
  }
}

// Renders an item as the public would see it, without writing to the public file.

import Catalog
import Content
import GRDB
import Migrations
import Values

extension PublicFile {
  /// The JSON of an item as the public would see it. The item is projected into a database in memory, with copies of
  /// the public items that it refers to or that refer to it.
  /// - Parameter desk: the desk's tables.
  package func renderPreview(of item: Item, _ resource: Resource, desk: Database, address: [UInt8]) throws -> [UInt8] {
    let memory = try ProjectionFile.inMemory(Migrations.publicFile)
    let numbers = try resource.relations.flatMap { relation in
      try (item.document[relation.field]?.array ?? []).compactMap { entry in
        try (entry.string ?? entry.object?["id"]?.string).flatMap { try Item.number(desk, relation.kind, $0) }
      }
    }
    return try memory.writeWithoutTransaction { db in
      try db.execute(sql: "ATTACH ? AS shown", arguments: [try pool.path])
      let sources = try Int64.fetchAll(
        db, sql: "SELECT source FROM shown.relations WHERE target = ?", arguments: [item.number])
      for number in Set(numbers + sources) where number != item.number {
        for table in ["documents", "terms"] {
          try db.execute(
            sql: "INSERT INTO main.\(table) SELECT * FROM shown.\(table) WHERE number = ?", arguments: [number])
        }
      }
      try db.execute(
        sql: "INSERT INTO main.relations SELECT * FROM shown.relations WHERE target = ?1 AND source <> ?1",
        arguments: [item.number])
      try Projection(target: db, desk: desk, audience: .anyone)
        .write(item.speaking(nil, publications: item.publications.filter { $0.change != .withdrawn }))
      let store = ItemStore(readers: readers, audience: .anyone, address: address)
      return try store.outcome(db, resource, id: item.id).json
    }
  }
}

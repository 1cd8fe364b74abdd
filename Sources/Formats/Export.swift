// Exports all matches of a collection as a stream, with constant memory for any number of items.

import Bytes
import Catalog
import Foundation
import Storage
import Synchronization
import Values

/// The file format of an export.
package struct ExportFormat: Sendable {
  var opening: [UInt8] = []
  var separator: [UInt8] = []
  var closing: [UInt8] = []
  /// Makes a writer of rows. Each export has its own writer, which may keep working memory.
  let writer: @Sendable () -> any RowWriter
}

protocol RowWriter: AnyObject {
  /// Appends the row of one item, given as JSON text.
  func append(_ json: UnsafeRawBufferPointer, to output: inout OutputBuffer)
}

/// Reads in batches, from one place to the next, and holds no database connection in between. A slow client thus
/// blocks neither other readers nor checkpoints. Publications during the export cause no repeated or skipped items.
package final class Export: BodySource {
  private struct State: ~Copyable {
    var place: ItemStore.Place
    var rows = 0
    var isOpen = false
    var isDone = false
    let writer: any RowWriter
    var json = OutputBuffer(capacity: 4096)
  }

  private let store: ItemStore
  private let listQuery: ListQuery
  private let format: ExportFormat
  private let state: Mutex<State>

  /// The size of a piece of the file in bytes, which is the memory for one client.
  private static let piece = 128 * 1024

  package init(_ store: ItemStore, _ listQuery: ListQuery, from place: ItemStore.Place, _ format: ExportFormat) {
    (self.store, self.listQuery, self.format) = (store, listQuery, format)
    // The writer is made here and only used under the mutex.
    nonisolated(unsafe) let writer = format.writer()
    state = Mutex(State(place: place, writer: writer))
  }

  package func next() throws -> [UInt8]? {
    try state.withLock { state in
      guard !state.isDone else { return nil }
      var output = OutputBuffer(capacity: Self.piece + 16 * 1024)
      if !state.isOpen { output.append(format.opening) }
      state.isOpen = true
      var place = state.place
      let isAtEnd = try store.readers.readThrough { db in
        try store.walk(db, listQuery, from: &place, column: "d.summary") { row in
          guard let summary = row.bytes(0) else { return true }
          if state.rows > 0 { output.append(format.separator) }
          state.rows += 1
          state.json.removeAll()
          StoredJSON.fill(summary, address: store.address, language: listQuery.language, into: &state.json)
          state.writer.append(state.json.bytes, to: &output)
          return output.count < Self.piece
        }
      }
      state.place = place
      if isAtEnd {
        output.append(format.closing)
        state.isDone = true
      }
      return Array(output.bytes)
    }
  }
}

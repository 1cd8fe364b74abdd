// All matches of a collection, sent while they are read: memory stays flat, however many and however slow the reader.

import Bytes
import Catalog
import Foundation
import Storage
import Synchronization
import Values

/// How rows become a file.
package struct ExportFormat: Sendable {
  var opening: [UInt8] = []
  var separator: [UInt8] = []
  var closing: [UInt8] = []
  /// Makes rows of the JSON of one item in a collection. Not shared between exports: it may keep its working memory.
  let writer: @Sendable () -> any RowWriter
}

protocol RowWriter: AnyObject {
  /// Appends the row of one item.
  func append(_ json: UnsafeRawBufferPointer, to output: inout OutputBuffer)
}

/// Reads in batches, from one place to the next. No connection is held while the client takes its time, so a slow
/// reader keeps neither others nor the file's checkpoints waiting; what is published meanwhile is neither repeated nor
/// skipped.
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

  /// A piece of the file, in bytes: what is in memory for one reader.
  private static let piece = 128 * 1024

  package init(_ store: ItemStore, _ listQuery: ListQuery, from place: ItemStore.Place, _ format: ExportFormat) {
    (self.store, self.listQuery, self.format) = (store, listQuery, format)
    // Its writer is made here and used by one piece at a time.
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

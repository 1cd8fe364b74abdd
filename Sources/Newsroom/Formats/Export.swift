// All matches of a collection, sent while they are read: memory stays flat, however many and however slow the reader.

import Bytes
import Foundation
import GRDB
import HTTP
import HTTPTypes
import Synchronization

/// How rows become a file.
struct ExportFormat: Sendable {
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
final class Export: BodySource {
  private struct State: ~Copyable {
    var place: Shelf.Place
    var rows = 0
    var isOpen = false
    var isDone = false
    let writer: any RowWriter
    var json = OutputBuffer(capacity: 4096)
  }

  private let shelf: Shelf
  private let listing: Listing
  private let format: ExportFormat
  private let state: Mutex<State>

  /// A piece of the file, in bytes: what is in memory for one reader.
  private static let piece = 128 * 1024

  init(_ shelf: Shelf, _ listing: Listing, from place: Shelf.Place, _ format: ExportFormat) {
    (self.shelf, self.listing, self.format) = (shelf, listing, format)
    // Its writer is made here and used by one piece at a time.
    nonisolated(unsafe) let writer = format.writer()
    state = Mutex(State(place: place, writer: writer))
  }

  func next() throws -> [UInt8]? {
    try state.withLock { state in
      guard !state.isDone else { return nil }
      var output = OutputBuffer(capacity: Self.piece + 16 * 1024)
      if !state.isOpen { output.append(format.opening) }
      state.isOpen = true
      var place = state.place
      let isAtEnd = try shelf.readers.readThrough { db in
        try shelf.walk(db, listing, from: &place, column: "d.summary") { row in
          guard let summary = row.bytes(0) else { return true }
          if state.rows > 0 { output.append(format.separator) }
          state.rows += 1
          state.json.removeAll()
          Template.fill(summary, address: shelf.address, language: listing.language, into: &state.json)
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

extension Shelf {
  /// Where a walk over the matches of a listing begins and goes on.
  enum Place {
    case list(from: Listing.Cursor?)
    /// What a search has found, in its order: the index is asked once, however long the walk takes.
    case found(ArraySlice<Int64>)
  }

  /// Where the matches of a listing begin.
  func start(of listing: Listing) throws -> Place {
    guard listing.isSearch else { return .list(from: listing.cursor) }
    let found = try readers.read { db in try survey(db, listing, listing.condition(), limit: .max).matches }
    return .found(found.map(\.number)[...])
  }

  /// Steps through the matches of a listing, until the body returns false.
  /// - Parameters:
  ///   - place: afterwards behind the last row that the body has had.
  ///   - column: of the documents d.
  /// - Returns: whether it came to the end.
  func walk(
    _ db: Database, _ listing: Listing, from place: inout Place, column: String, _ body: (RawRow) throws -> Bool
  ) throws -> Bool {
    switch place {
    case .list(let cursor):
      let sql = listing.sql("\(column), t.position, t.id", listing.condition(), from: cursor)
      var isAtEnd = true
      try db.rows(sql.text, sql.arguments) { row in
        isAtEnd = try body(row)
        if !isAtEnd {
          place = .list(from: Listing.Cursor(side: .after, position: row.value(1), id: row.text(2)))
        }
        return isAtEnd
      }
      return isAtEnd
    case .found(let numbers):
      var isWanted = true
      for (index, number) in zip(numbers.indices, numbers) where isWanted {
        try db.rows("SELECT \(column) FROM documents d WHERE number = ?", [number.databaseValue]) { row in
          isWanted = try body(row)
          return false
        }
        if !isWanted { place = .found(numbers[(index + 1)...]) }
      }
      return isWanted
    }
  }

  /// A tag for what an export will send, without making it: a hash of the question and of the matches' own tags, or,
  /// when all items of the kind match, of the last change among them.
  fileprivate func tag(_ listing: Listing, from place: Place, _ form: ListForm) throws -> String {
    let limit = 64 * 1024
    var tags = OutputBuffer(capacity: limit + 1024)
    tags.append("\(form.suffix) \(listing.filter)\n")
    tags.append(address)
    _ = try readers.readThrough { db in
      if listing.isWhole, audience == .anyone {
        try db.rows(
          "SELECT number, id, at FROM changes WHERE kind = ? ORDER BY number DESC LIMIT 1",
          [listing.resource.kind.databaseValue]
        ) { row in
          tags.append("\n\(row.integer(0)) \(row.text(1)) \(row.integer(2))")
          return false
        }
        return true
      }
      var place = place
      return try walk(db, listing, from: &place, column: "d.etag") { row in
        tags.append(row.text(0))
        if tags.count > limit {
          let folded = Array(tags.bytes).etag
          tags.removeAll()
          tags.append(folded)
        }
        return true
      }
    }
    return Array(tags.bytes).etag
  }
}

extension Listing {
  /// Whether nothing narrows it.
  fileprivate var isWhole: Bool { cursor == nil && countedTerm.map { $0.value.isEmpty } == true }
}

extension Call {
  /// A 200 with all matches of a listing.
  func stream(_ listing: Listing, _ form: ListForm, _ format: ExportFormat) throws -> Response {
    var response = content([], type: form.contentType, vary: vary())
    let shelf = try shelf
    let start = try shelf.start(of: listing)
    response.fields[.eTag] = try shelf.tag(listing, from: start, form)
    response.body = .stream(Export(shelf, listing, from: start, format))
    return response
  }
}

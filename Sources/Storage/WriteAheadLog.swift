// The length of a write-ahead log.

import Foundation

extension SQLiteFile {
  /// The bytes of a file's write-ahead log that are in use. When a log was folded back, it is written again from its
  /// beginning, and its file keeps the greatest length.
  ///
  /// The frames in use have the salts of the log's header, and those behind them have others
  /// (https://www.sqlite.org/fileformat2.html, section 4.1). Only the log itself is opened: closing the file or its
  /// index would end the locks that SQLite has on them in this process.
  /// - Throws: `DataFault` when the log cannot be read.
  package static func logBytes(of path: String) throws(DataFault) -> Int {
    let (path, header, frameHeader) = (path + "-wal", 32, 24)
    guard let size = try DataDirectory.size(of: path), size >= header else { return 0 }
    do {
      let log = try FileHandle(forReadingFrom: URL(filePath: path))
      func bytes(_ count: Int, at offset: Int) throws -> [UInt8] {
        try log.seek(toOffset: UInt64(offset))
        return try log.read(upToCount: count).map(Array.init) ?? []
      }
      let pageSize = try bytes(4, at: 8).reduce(0) { $0 << 8 | Int($1) }
      let salts = try bytes(8, at: 16)
      var (used, frames) = (0, (size - header) / (frameHeader + pageSize))
      while used < frames {
        let middle = (used + frames) / 2
        if try bytes(8, at: header + middle * (frameHeader + pageSize) + 8) == salts {
          used = middle + 1
        } else {
          frames = middle
        }
      }
      return header + used * (frameHeader + pageSize)
    } catch {
      throw DataFault("cannot read \(path): \(error)")
    }
  }
}

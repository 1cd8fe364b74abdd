// A stream that is compressed with gzip while it is sent.

import Bytes
import CZlib
import Synchronization

/// Compresses the pieces of another source. It holds zlib's state, a quarter of a megabyte, and one piece.
final class GzipStream: BodySource {
  struct CodingFault: Error {}

  /// zlib's state, whose address must not change.
  private struct Coder: ~Copyable {
    let stream: UnsafeMutablePointer<z_stream>
    var isDone = false

    init() throws {
      stream = .allocate(capacity: 1)
      stream.initialize(to: z_stream())
      // As in ``Gzip``, but at the fastest level, which has to keep up with the disk.
      let status = deflateInit2_(
        stream, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
      guard status == Z_OK else { throw CodingFault() }
    }

    deinit {
      deflateEnd(stream)
      stream.deallocate()
    }

    /// Compresses a piece and returns the available output; for the last piece, all that remains.
    func code(_ piece: [UInt8], isLast: Bool) throws -> [UInt8] {
      var piece = piece
      // Plus room for the output that zlib still holds from earlier pieces.
      let room = Int(deflateBound(stream, UInt(piece.count))) + 128 * 1024
      return try piece.withUnsafeMutableBufferPointer { input in
        stream.pointee.next_in = input.baseAddress
        stream.pointee.avail_in = UInt32(input.count)
        return try [UInt8](unsafeUninitializedCapacity: room) { output, count in
          stream.pointee.next_out = output.baseAddress
          stream.pointee.avail_out = UInt32(output.count)
          let status = deflate(stream, isLast ? Z_FINISH : Z_NO_FLUSH)
          guard status == (isLast ? Z_STREAM_END : Z_OK), stream.pointee.avail_in == 0 else { throw CodingFault() }
          count = output.count - Int(stream.pointee.avail_out)
        }
      }
    }
  }

  private let source: any BodySource
  private let coder: Mutex<Coder>

  init(_ source: any BodySource) throws {
    self.source = source
    coder = Mutex(try Coder())
  }

  func next() throws -> [UInt8]? {
    try coder.withLock { coder in
      while !coder.isDone {
        let piece = try source.next()
        coder.isDone = piece == nil
        let coded = try coder.code(piece ?? [], isLast: piece == nil)
        if !coded.isEmpty { return coded }
      }
      return nil
    }
  }
}

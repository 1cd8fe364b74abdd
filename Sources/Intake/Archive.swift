// A ZIP archive in memory, read with libzip. Single files are unpacked up to a limit.

import CZip

struct Archive: ~Copyable {
  static let signature: [UInt8] = [0x50, 0x4B, 0x03, 0x04]
  /// The limit on files in an archive. Documents of word processors have far fewer.
  private static let entries = 4_096

  private let archive: OpaquePointer
  private let bytes: UnsafeMutableRawBufferPointer

  init(_ content: [UInt8]) throws(Unreadable) {
    guard content.starts(with: Self.signature) else { throw .otherType }
    let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: content.count, alignment: 1)
    bytes.copyBytes(from: content)
    guard let archive = Self.open(bytes) else {
      bytes.deallocate()
      throw .broken
    }
    self.archive = archive
    self.bytes = bytes
  }

  private static func open(_ bytes: UnsafeMutableRawBufferPointer) -> OpaquePointer? {
    var error = zip_error_t()
    guard let source = zip_source_buffer_create(bytes.baseAddress, UInt64(bytes.count), 0, &error) else { return nil }
    guard let archive = zip_open_from_source(source, ZIP_RDONLY, &error) else {
      zip_source_free(source)
      return nil
    }
    if zip_get_num_entries(archive, 0) <= entries { return archive }
    zip_discard(archive)
    return nil
  }

  deinit {
    zip_discard(archive)
    bytes.deallocate()
  }

  /// The content of one file; nil when the archive lacks it. The size is counted while unpacking, since the size in the
  /// archive's directory may be false.
  func file(_ name: String) throws(Unreadable) -> [UInt8]? {
    let index = zip_name_locate(archive, name, UInt32(ZIP_FL_NOCASE))
    guard index >= 0 else { return nil }
    guard let file = zip_fopen_index(archive, UInt64(index), 0) else {
      throw zip_error_code_zip(zip_get_error(archive)) == ZIP_ER_NOPASSWD ? .encrypted : .broken
    }
    defer { zip_fclose(file) }
    var content: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = zip_fread(file, &chunk, UInt64(chunk.count))
      if count == 0 { return content }
      guard count > 0 else { throw .broken }
      content += chunk[..<Int(count)]
      if content.count > FileType.limit { throw .tooLarge(FileType.limit) }
    }
  }
}

// Makes ZIP archives with libzip, for documents that no word processor would write.

import CZip
import Foundation
import Testing

enum ZIPFile {
  /// The bytes of an archive with some files.
  static func bytes(_ files: [(name: String, content: [UInt8])]) throws -> [UInt8] {
    var error = zip_error_t()
    let source = try #require(zip_source_buffer_create(nil, 0, 0, &error))
    zip_source_keep(source)
    defer { zip_source_free(source) }
    let archive = try #require(zip_open_from_source(source, ZIP_TRUNCATE, &error))
    // libzip reads the contents when it closes the archive.
    let copies = files.map { file in
      let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: max(file.content.count, 1), alignment: 1)
      copy.copyBytes(from: file.content)
      return copy
    }
    defer { for copy in copies { copy.deallocate() } }
    for (file, copy) in zip(files, copies) {
      let part = zip_source_buffer(archive, copy.baseAddress, UInt64(file.content.count), 0)
      try #require(zip_file_add(archive, file.name, part, 0) >= 0)
    }
    try #require(zip_close(archive) == 0)
    try #require(zip_source_open(source) == 0)
    zip_source_seek(source, 0, SEEK_END)
    var bytes = [UInt8](repeating: 0, count: Int(zip_source_tell(source)))
    zip_source_seek(source, 0, SEEK_SET)
    try #require(zip_source_read(source, &bytes, UInt64(bytes.count)) == Int64(bytes.count))
    zip_source_close(source)
    return bytes
  }

  /// A Word document with a body and optional parts.
  static func document(
    _ body: String, styles: String = "", numbering: String = "", notes: String = "",
    target: String = "https://example.org/a_(b)"
  ) throws -> [UInt8] {
    let main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    func part(_ root: String, _ content: String) -> [UInt8] {
      Array(
        """
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <w:\(root) xmlns:w="\(main)" xmlns:r="\(relations)" xmlns:mc="urn:mc" xmlns:wps="urn:wps">\(content)</w:\(root)>
        """.utf8)
    }
    func relationships(_ all: [(id: String, type: String, target: String)]) -> [UInt8] {
      let list = all.map { #"<Relationship Id="\#($0.id)" Type="\#(relations)/\#($0.type)" Target="\#($0.target)"/>"# }
      let namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
      return Array(#"<Relationships xmlns="\#(namespace)">\#(list.joined())</Relationships>"#.utf8)
    }
    return try bytes([
      ("_rels/.rels", relationships([("rId1", "officeDocument", "word/document.xml")])),
      (
        "word/_rels/document.xml.rels",
        relationships([
          ("rId1", "styles", "styles.xml"), ("rId2", "numbering", "numbering.xml"),
          ("rId3", "footnotes", "/word/footnotes.xml"), ("rId4", "hyperlink", target),
        ])
      ),
      ("word/document.xml", part("document", "<w:body>\(body)</w:body>")), ("word/styles.xml", part("styles", styles)),
      ("word/numbering.xml", part("numbering", numbering)), ("word/footnotes.xml", part("footnotes", notes)),
    ])
  }
}

// The text files that the program carries: pages, the desk's modules, migrations, examples, and the demo content.

import CFiles

/// The files that `CFiles.c` lists. A test compares its list with the folders.
package struct EmbeddedFile: Sendable {
  package let name: String
  package let bytes: [UInt8]

  private init(_ name: String, _ text: UnsafePointer<CChar>) {
    (self.name, bytes) = (name, Array(String(cString: text).utf8))
  }

  /// Returns the files of a folder, in the order of their names.
  package static func all(in folder: String) -> [EmbeddedFile] {
    var files: [EmbeddedFile] = []
    guard var file = embeddedFiles() else { return [] }
    while let path = file.pointee.path, let text = file.pointee.text {
      let path = String(cString: path)
      if path.hasPrefix(folder + "/") { files.append(EmbeddedFile(String(path.dropFirst(folder.count + 1)), text)) }
      file += 1
    }
    return files
  }

  /// Returns the bytes of one file; none when the folder has no such file.
  package static func bytes(_ name: String, in folder: String) -> [UInt8] {
    all(in: folder).first { $0.name == name }?.bytes ?? []
  }
}

// Programs by others that read our formats: GDAL, and Python with PyPI packages.

import Foundation
import Values

/// A program that reads one of our formats. A missing program fails the test: `sh docker/setup.sh tests` installs
/// it.
package enum Reader {
  package struct Failed: Error, CustomStringConvertible {
    package let description: String
  }

  /// The JSON that a Python script prints; the paths of the files are its arguments.
  package static func python(_ script: String, reading files: [[UInt8]]) throws -> [JSONObject] {
    let folder = try ScratchFolder.make()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Data(script.utf8).write(to: URL(filePath: folder + "/script.py"))
    for (index, bytes) in files.enumerated() { try Data(bytes).write(to: URL(filePath: "\(folder)/\(index)")) }
    let paths = files.indices.map { "\(folder)/\($0)" }.joined(separator: " ")
    let output = try run("'\(Python.interpreter)' '\(folder)/script.py' \(paths)")
    guard case .success(.array(let values)) = JSON.parse(Array(output.utf8)) else {
      throw Failed(description: "no JSON: \(output)")
    }
    return values.compactMap(\.object)
  }

  /// The standard output of a shell command, which must succeed.
  package static func run(_ command: String) throws -> String {
    guard let pipe = popen("\(command) 2>&1 </dev/null", "r") else { throw Failed(description: "no shell") }
    var output: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = fread(&buffer, 1, buffer.count, pipe)
      if count == 0 { break }
      output += buffer[..<count]
    }
    let text = String(decoding: output, as: UTF8.self)
    guard pclose(pipe) == 0 else {
      throw Failed(description: "\(command): \(text) (is it there? sh docker/setup.sh tests)")
    }
    return text
  }
}

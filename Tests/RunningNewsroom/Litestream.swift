// Litestream, which replicates the public file to read replicas.

import Foundation

package enum Litestream {
  /// The path where `sh docker/setup.sh tests` installs it.
  package static let program = Python.interpreter.replacing("/python/bin/python", with: "/python/bin/litestream")

  /// Replicates the public file and the desk of a data directory to the folders `public` and `desk` in `replica`.
  /// - Parameter more: lines before those of `docker/litestream.yml`.
  package static func replicate(
    _ folder: TestFolder, data: String? = nil, as suffix: String = "", more: String = ""
  ) throws -> Child {
    let settings = try String(contentsOfFile: repository + "/docker/litestream.yml", encoding: .utf8)
    return try Child(
      ["replicate", "-config", folder.file("litestream.yml", more + settings)], in: folder.path,
      environment: [
        "NEWSROOM_DATA": data ?? folder.data, "NEWSROOM_PUBLIC_REPLICA": replica(folder, "public" + suffix),
        "NEWSROOM_DESK_REPLICA": replica(folder, "desk" + suffix),
      ], program: program)
  }

  /// Restores a file from a replica.
  package static func restore(_ folder: TestFolder, _ name: String, to path: String) throws -> Child.End? {
    try Child(["restore", "-o", path, replica(folder, name)], in: folder.path, program: program).end()
  }

  package static func replica(_ folder: TestFolder, _ name: String) -> String {
    "file://\(folder.path)/replica/\(name)"
  }

  /// Keeps a copy of the public file in a directory.
  package static func follow(
    _ folder: TestFolder, into directory: String, from name: String = "public"
  ) throws -> Child {
    let path = (program as NSString).deletingLastPathComponent + ":/usr/bin:/bin"
    return try Child(
      [repository + "/docker/follow.sh", replica(folder, name), directory], in: folder.path,
      environment: ["PATH": path], program: "/bin/sh")
  }

  private static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path
}

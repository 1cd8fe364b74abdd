// Litestream, which carries the public file to reading machines.

import Foundation

package enum Litestream {
  /// Where `sh docker/setup.sh tests` puts it.
  package static let program = Python.interpreter.replacing("/python/bin/python", with: "/python/bin/litestream")

  /// Carries a data directory's public file and desk into folders of the test: `public` and `desk` in `replica`.
  package static func replicate(_ folder: TestFolder) throws -> Child {
    try Child(
      ["replicate", "-config", repository + "/docker/litestream.yml"], in: folder.path,
      environment: [
        "NEWSROOM_DATA": folder.data, "NEWSROOM_PUBLIC_REPLICA": replica(folder, "public"),
        "NEWSROOM_DESK_REPLICA": replica(folder, "desk"),
      ], program: program)
  }

  package static func replica(_ folder: TestFolder, _ name: String) -> String {
    "file://\(folder.path)/replica/\(name)"
  }

  /// Keeps a copy of the public file in a directory.
  package static func follow(_ folder: TestFolder, into directory: String) throws -> Child {
    let path = (program as NSString).deletingLastPathComponent + ":/usr/bin:/bin"
    return try Child(
      [repository + "/docker/follow.sh", replica(folder, "public"), directory], in: folder.path,
      environment: ["PATH": path], program: "/bin/sh")
  }

  private static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path
}

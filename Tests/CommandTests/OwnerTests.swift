// Commands that root runs on the data directory of the service.

import Foundation
import RunningNewsroom
import Testing

@Suite(.enabled(if: geteuid() == 0)) struct OwnerTests {
  /// The user `nobody` of Debian.
  private static let owner: uid_t = 65_534

  /// A newsroom whose data directory belongs to `owner`, in a folder that everyone may enter.
  private static func folder() throws -> TestFolder {
    let folder = try TestFolder()
    _ = try folder.token("draft", "publish")
    for path in [folder.path, URL(filePath: folder.path).deletingLastPathComponent().path] { chmod(path, 0o711) }
    chown(folder.data, owner, owner)
    for file in try FileManager.default.contentsOfDirectory(atPath: folder.data) {
      chown("\(folder.data)/\(file)", owner, owner)
    }
    return folder
  }

  private static func owners(of folder: String) throws -> Set<uid_t> {
    Set(
      try FileManager.default.contentsOfDirectory(atPath: folder).map { file in
        var facts = stat()
        lstat("\(folder)/\(file)", &facts)
        return facts.st_uid
      })
  }

  @Test func `root leaves only files of the directory's owner, and reads and writes elsewhere as root`() throws {
    let folder = try Self.folder()
    let outside = folder.path + "/outside"
    try FileManager.default.createDirectory(atPath: outside, withIntermediateDirectories: false)
    chmod(outside, 0o700)
    let text = "PERSBERICHT\n\nNieuwe zitting\n\nBrussel, 02/06/2025: De raad komt samen.\n"
    let file = try folder.file("outside/release.txt", text)
    for command in [
      ["verify", "--rebuild"], ["import", file], ["backup", outside + "/copy.sqlite"],
      ["restore", "--force", outside + "/copy.sqlite"], ["resume"], ["token", "list"],
    ] {
      let ended = try folder.run(command + ["--data", folder.data])
      #expect(ended.isSuccess, "\(command): \(ended.errors)")
      #expect(try Self.owners(of: folder.data) == [Self.owner], "\(command)")
      #expect(try Self.owners(of: outside) == [0], "\(command)")
    }
    let server = try folder.serve()
    #expect(try server.get("/releases").status == 200)
    #expect(eventually(within: 20) { FileManager.default.fileExists(atPath: folder.data + "/delivery.lock") })
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.data)
    #expect(names.contains("desk.sqlite-wal") && names.contains("embargo.sqlite"))
    #expect(try Self.owners(of: folder.data) == [Self.owner])
    let author = "SELECT count(*) FROM audit WHERE author = 'command line (root)'"
    #expect(try folder.count("desk", author) > 0)
  }

  @Test func `root follows no link out of the directory to where its owner may not write`() throws {
    let folder = try Self.folder()
    let outside = folder.path + "/outside"
    try FileManager.default.createDirectory(atPath: outside, withIntermediateDirectories: false)
    chmod(outside, 0o700)
    for name in ["public.sqlite", "public.sqlite-wal", "public.sqlite-shm"] { unlink("\(folder.data)/\(name)") }
    symlink(outside + "/forged.sqlite", folder.data + "/public.sqlite")
    lchown(folder.data + "/public.sqlite", Self.owner, Self.owner)
    let ended = try folder.newsroom("migrate")
    #expect(!ended.isSuccess && ended.errors.contains("public.sqlite"), "\(ended.errors)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: outside) == [])
  }
}

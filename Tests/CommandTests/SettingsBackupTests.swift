// The settings file in backups: it is copied with its logos, and restored without overwriting another one.

import Foundation
import RunningNewsroom
import Testing

@Suite struct SettingsBackupTests {
  @Test func `a backup has the settings file and its logo, and a restore writes them back`() throws {
    let folder = try TestFolder(in: .disk)
    try SettingsFileTests.place(in: folder)
    _ = try folder.token("draft")
    let copy = folder.path + "/copy"
    #expect(try folder.newsroom("backup", copy).isSuccess)
    let (files, other) = (FileManager.default, folder.path + "/other")
    func text(_ name: String) -> String? {
      files.contents(atPath: "\(other)/\(name)").map { String(decoding: $0, as: UTF8.self) }
    }
    let restored = try folder.run(["restore", copy, "--data", other])
    #expect(restored.isSuccess, "\(restored.errors)")
    #expect(text("newsroom.json") == SettingsFileTests.settings && text("logo.svg") == SettingsFileTests.svg)
    for name in ["newsroom.json", "logo.svg"] {
      let attributes = try files.attributesOfItem(atPath: "\(other)/\(name)")
      #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
    }
    #expect(try folder.run(["verify", "--data", other]).isSuccess)
    do {
      let server = try RunningServer(folder, [], data: other)
      #expect(try server.get("/?lang=fr", token: nil).status == 200)
      #expect(try server.get("/logo").text == SettingsFileTests.svg)
    }

    // A file that is there stays unless the newsroom is moved aside with it.
    try SettingsFileTests.place(#"{"council": {"name": "Later"}}"#, in: folder, "other")
    for name in try files.contentsOfDirectory(atPath: other) where name.contains(".sqlite") {
      try files.removeItem(atPath: "\(other)/\(name)")
    }
    let kept = try folder.run(["restore", copy, "--data", other])
    #expect(kept.isSuccess && kept.output.contains("newsroom.json stays as it is"), "\(kept.errors)")
    #expect(text("newsroom.json")?.contains("Later") == true)
    let forced = try folder.run(["restore", "--force", copy, "--data", other])
    #expect(forced.isSuccess && forced.output.contains("the previous newsroom.json is kept as"), "\(forced.errors)")
    #expect(text("newsroom.json") == SettingsFileTests.settings)
    let aside = try files.contentsOfDirectory(atPath: other).filter { $0.hasSuffix("-newsroom.json") }
    #expect(aside.count == 1 && text(aside[0])?.contains("Later") == true)
  }

  @Test func `a backup has the settings file that an option or the environment names`() throws {
    let folder = try TestFolder(in: .disk)
    _ = try folder.token("draft")
    _ = try folder.file("logo.svg", SettingsFileTests.svg)
    let file = try folder.file("elsewhere.json", SettingsFileTests.settings)
    let (copy, other) = (folder.path + "/copy", folder.path + "/other")
    let made = try folder.run(["backup", copy, "--data", folder.data], environment: ["NEWSROOM_SETTINGS": file])
    #expect(made.isSuccess, "\(made.errors)")
    #expect(try folder.run(["restore", copy, "--data", other]).isSuccess)
    #expect(FileManager.default.contents(atPath: other + "/newsroom.json") == Data(SettingsFileTests.settings.utf8))
    #expect(FileManager.default.contents(atPath: other + "/logo.svg") == Data(SettingsFileTests.svg.utf8))
    let missing = try folder.newsroom("backup", copy, "--settings", folder.path + "/none.json")
    #expect(missing.reason?.contains("/none.json cannot be read") == true, "\(missing.errors)")
  }
}

// Commands leave the write-ahead log of a replicated file as it is.

import Foundation
import RunningNewsroom
import Testing

@Suite struct KeptLogTests {
  @Test func `a command folds the log back when it ends, but not that of a replicated file`() throws {
    let folder = try TestFolder()
    func size() -> Int {
      let attributes = try? FileManager.default.attributesOfItem(atPath: folder.data + "/desk.sqlite-wal")
      return attributes?[.size] as? Int ?? 0
    }
    _ = try folder.token("draft")
    #expect(size() == 0)
    let state = folder.data + "/.desk.sqlite-litestream"
    try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: false)
    _ = try folder.token("draft")
    let kept = size()
    #expect(kept > 0)
    _ = try folder.token("draft")
    #expect(size() > kept)
    #expect(try folder.count("desk", "SELECT count(*) FROM tokens") == 3)
    try FileManager.default.removeItem(atPath: state)
    #expect(try folder.newsroom("verify").isSuccess)
    #expect(size() == 0)
  }
}

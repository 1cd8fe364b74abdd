// The health of threads that cannot start their work.

import Foundation
import Outbound
import RunningNewsroom
import Testing

@testable import API
@testable import Values

@Suite struct HealthTests {
  @Test func `deliveries that cannot start make the newsroom degraded, and start when they can`() throws {
    let receiver = try Receiver()
    let newsroom = try TestNewsroom(checksLinks: true)
    _ = try newsroom.subscribe(receiver)
    let lock = newsroom.directory + "/delivery.lock"
    try FileManager.default.createDirectory(atPath: lock, withIntermediateDirectories: false)
    newsroom.application.start()
    func check(_ language: String = "en") throws -> JSONObject? {
      try newsroom.get("/health", ["Accept-Language": language]).json["checks"]?.object?["deliveries"]?.object
    }
    #expect(try eventually { try check()?["status"] == "DOWN" })
    let health = try newsroom.get("/health")
    #expect(health.status == 200 && health.json["status"] == "DEGRADED")
    for (language, word) in [("nl", "logboek"), ("fr", "journal"), ("en", "log")] {
      #expect(try check(language)?["detail"]?.string?.contains(word) == true)
    }
    #expect(try newsroom.publishRelease("r").status == 201)
    try FileManager.default.removeItem(atPath: lock)
    #expect(try eventually { try newsroom.get("/health").json["status"] == "UP" })
    #expect(try check() == JSONObject([("status", "UP")]))
    #expect(eventually { receiver.received.count == 2 })
  }
}

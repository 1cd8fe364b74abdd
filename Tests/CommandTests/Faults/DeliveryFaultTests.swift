// A disk that becomes unwritable while deliveries run.

import Foundation
import RunningNewsroom
import Synchronization
import Testing

@Suite struct DeliveryFaultTests {
  @Test func `a delivery sent while the disk fails is recorded when it works again, and not resent`() throws {
    let folder = try TestFolder(in: .disk)
    let faults = try Faults(in: folder.path)
    let isArmed = Mutex(false)
    // The disk fails when the first delivery arrives.
    let receiver = try WebhookReceiver { item in
      if !item.isEmpty, isArmed.withLock({ isArmed in !exchange(&isArmed, true) }) { faults.arm(.failOn, at: 1) }
      return true
    }
    let environment = ["NEWSROOM_OUTBOUND_ALLOW": "127.0.0.0/8", "NEWSROOM_OUTBOUND_ALLOW_HTTP": "true"]
      .merging(try faults.environment) { $1 }
    let server = try RunningServer(folder, environment: environment)
    let token = try folder.token("draft", "publish", "admin")
    for path in ["a", "b", "c"] {
      #expect(
        try server.post("/subscriptions", #"{"url": "\#(receiver.address)/\#(path)"}"#, token: token).status == 201)
    }
    func delivered() throws -> Int {
      try folder.count("desk", "SELECT count(*) FROM deliveries WHERE state = 'delivered'")
    }
    #expect(try eventually(within: 20) { try delivered() == 3 })
    let site = #"{"id": "s", "name": {"nl": "Plaats", "fr": "Lieu"}, "status": "published"}"#
    #expect(try server.post("/sites", site, token: token).status == 201)
    #expect(eventually(within: 20) { server.child.errors.contains("noting deliveries: ") })
    #expect(try delivered() == 3 && server.get("/sites/s").status == 200)
    faults.disarm()
    #expect(try eventually(within: 20) { try delivered() == 6 })
    let events = receiver.all.filter { $0.item == "s" }
    #expect(events.map(\.path).sorted() == ["/a", "/b", "/c"] && Set(events.map(\.id)).count == 1)
    #expect(server.child.isRunning)
  }
}

private func exchange(_ place: inout Bool, _ value: Bool) -> Bool {
  defer { place = value }
  return place
}

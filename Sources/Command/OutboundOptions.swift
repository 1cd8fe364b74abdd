// The options for requests to other servers.

import ArgumentParser
import Bytes
import Delivery
import Foundation
import Outbound

/// The options of commands that reach other servers.
struct OutboundOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The WebSub hub that feeds link to and that gets a ping when they change. Also NEWSROOM_HUB.", valueName: "url"))
  var hub: String?

  @Flag(
    help: """
      Check the links of all items, drafts included. The linked servers see these requests. Also \
      NEWSROOM_CHECK_LINKS=true.
      """)
  var checkLinks = false

  func validate() throws { _ = (try pingedHub, try checksLinks) }

  var checksLinks: Bool {
    get throws { try Environment.isTrue("NEWSROOM_CHECK_LINKS") || checkLinks }
  }

  var pingedHub: Hub? {
    get throws {
      let text = hub ?? ProcessInfo.processInfo.environment["NEWSROOM_HUB"] ?? ""
      guard !text.isEmpty else { return nil }
      do { return try Hub(text, under: addressRules) } catch let error as TransferError {
        throw ValidationError("\(hub == nil ? "NEWSROOM_HUB" : "--hub"): \(error)")
      }
    }
  }

  /// Public servers over https, plus what NEWSROOM_OUTBOUND_ALLOW and NEWSROOM_OUTBOUND_ALLOW_HTTP allow.
  var addressRules: AddressRules {
    get throws {
      let environment = ProcessInfo.processInfo.environment
      let allowsHTTP = try Environment.isTrue("NEWSROOM_OUTBOUND_ALLOW_HTTP")
      do {
        let ranges = try AddressRange.list(environment["NEWSROOM_OUTBOUND_ALLOW"] ?? "")
        return AddressRules(allowed: ranges, allowsHTTP: allowsHTTP)
      } catch {
        throw ValidationError("NEWSROOM_OUTBOUND_ALLOW: \(error)")
      }
    }
  }
}

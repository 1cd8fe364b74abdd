// Where what goes out may be sent, as settings of the environment.

import ArgumentParser
import Bytes
import Delivery
import Foundation
import Outbound

/// What every command that reaches other servers takes.
struct OutboundOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The WebSub hub that feeds name and that is told when they change. Also NEWSROOM_HUB.", valueName: "url"))
  var hub: String?

  @Flag(
    help: """
      Look whether links lead anywhere, from the first draft on: their servers see that someone asks. Also \
      NEWSROOM_CHECK_LINKS=true.
      """)
  var checkLinks = false

  func validate() throws { _ = (try hubToTell, try checksLinks) }

  var checksLinks: Bool {
    get throws { try Environment.isTrue("NEWSROOM_CHECK_LINKS") || checkLinks }
  }

  var hubToTell: Hub? {
    get throws {
      let text = hub ?? ProcessInfo.processInfo.environment["NEWSROOM_HUB"] ?? ""
      guard !text.isEmpty else { return nil }
      do { return try Hub(text, under: addressRules) } catch let error as TransferError {
        throw ValidationError("\(hub == nil ? "NEWSROOM_HUB" : "--hub"): \(error)")
      }
    }
  }

  /// Public servers over https, and what NEWSROOM_OUTBOUND_ALLOW and NEWSROOM_OUTBOUND_ALLOW_HTTP allow besides.
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

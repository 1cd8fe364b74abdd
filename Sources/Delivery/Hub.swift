// WebSub (W3C Recommendation of 23 January 2018): the hub of the feeds, and the pings that it gets.

import Content
import Formats
import Foundation
import Outbound
import Values

/// A server that feed readers subscribe to. It fetches a feed after a ping says that the feed has changed.
package struct Hub: Sendable {
  package let url: String

  /// - Throws: when the rules forbid the URL before its name is resolved.
  package init(_ url: String, under rules: AddressRules) throws(TransferError) {
    try rules.checkForm(url)
    self.url = url
  }

  /// The addresses of the feeds that an event changes: without a language, and in each language of the item. After a
  /// correction or withdrawal the item may lack a language, so the feeds of all languages change.
  static func topics(of type: String, _ body: [UInt8], under address: [UInt8]) -> [String] {
    let parts = type.split(separator: ".").map(String.init)
    guard parts.count == 2, let resource = Resource.of(kind: parts[0]) else { return [] }
    let data = JSON.stored(String(decoding: body, as: UTF8.self))?["data"]?.object
    var languages = Language.allCases
    if parts[1] == Publication.Change.published.rawValue, let spoken = data?["item"]?.object?["languages"]?.array {
      languages = spoken.compactMap { $0.string.flatMap(Language.init(rawValue:)) }
    }
    return resource.listRepresentations.filter(\.isFeed).flatMap { form in
      let feed = "\(String(decoding: address, as: UTF8.self))/\(resource.path).\(form.suffix)"
      return [feed] + languages.map { "\(feed)?lang=\($0)" }
    }
  }

  /// The request that all known hubs accept; section 7 leaves its format open.
  func ping(_ topics: [String]) -> Transfer {
    let form = (["hub.mode=publish"] + topics.map { "hub.url=\($0.percentEncoded)" }).joined(separator: "&")
    return Transfer(
      method: "POST", url: url, headers: [HeaderLine("Content-Type", "application/x-www-form-urlencoded")],
      body: Array(form.utf8), timeout: .seconds(20), maximumBodyBytes: DeliveryFactory.answerLimit)
  }
}

extension String {
  /// Encodes all but unreserved characters (RFC 3986 section 2.3).
  fileprivate var percentEncoded: String {
    let kept = CharacterSet(charactersIn: "-._~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return addingPercentEncoding(withAllowedCharacters: kept) ?? self
  }
}

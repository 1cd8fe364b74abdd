// WebSub (W3C Recommendation of 23 January 2018): the hub that subscribers of feeds are sent to, and what it is told.

import Content
import Formats
import Foundation
import Outbound
import Values

/// A server that subscribers of a feed register with, and that fetches the feed when it is told that it has changed.
package struct Hub: Sendable {
  package let url: String

  /// - Throws: where nothing can be sent to that address, whatever its name resolves to.
  package init(_ url: String, under rules: AddressRules) throws(TransferError) {
    try rules.checkForm(url)
    self.url = url
  }

  /// The feeds that an event changes, plain and in each language of its item; in all languages once the item may have
  /// left one.
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

  /// Section 7 leaves the form to hub and publisher; this is the one that all known hubs take.
  func ping(_ topics: [String]) -> Transfer {
    let form = (["hub.mode=publish"] + topics.map { "hub.url=\($0.percentEncoded)" }).joined(separator: "&")
    return Transfer(
      method: "POST", url: url, headers: [HeaderLine("Content-Type", "application/x-www-form-urlencoded")],
      body: Array(form.utf8), timeout: .seconds(20), maximumBodyBytes: DeliveryFactory.answerLimit)
  }
}

extension String {
  /// RFC 3986 section 2.3: all but unreserved characters as `%` and two digits.
  fileprivate var percentEncoded: String {
    let kept = CharacterSet(charactersIn: "-._~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return addingPercentEncoding(withAllowedCharacters: kept) ?? self
  }
}

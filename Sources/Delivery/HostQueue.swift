// Due deliveries queued by host, so that a slow host does not delay the others.

struct HostQueue {
  private struct Host {
    /// In order of time; the deliveries before `first` have started.
    var waiting: [Int64] = []
    var first = 0
    var underWay = 0

    var isOpen: Bool { first < waiting.count && underWay < limitPerHost }
  }

  /// The most requests at once to one host.
  static let limitPerHost = 8

  private var hosts: [String: Host] = [:]
  /// Includes every host with a waiting delivery and room for it; it may include others.
  private var open: [String] = []
  private var count = 0

  var isEmpty: Bool { count == 0 }

  /// Replaces the waiting deliveries.
  mutating func refill(_ due: [(number: Int64, host: String)]) {
    hosts = hosts.filter { $0.value.underWay > 0 }.mapValues { Host(underWay: $0.underWay) }
    for (number, host) in due { hosts[host, default: Host()].waiting.append(number) }
    count = due.count
    open = hosts.filter(\.value.isOpen).map(\.key)
  }

  /// The next delivery to a host with room. It counts as under way until `end`.
  mutating func next() -> (number: Int64, host: String)? {
    while let name = open.popLast() {
      guard var host = hosts[name], host.isOpen else { continue }
      let number = host.waiting[host.first]
      host.first += 1
      host.underWay += 1
      count -= 1
      hosts[name] = host
      if host.isOpen { open.append(name) }
      return (number, name)
    }
    return nil
  }

  /// Records that a request to a host has ended.
  mutating func end(_ name: String) {
    guard var host = hosts[name] else { return }
    host.underWay -= 1
    hosts[name] = host.underWay == 0 && !host.isOpen ? nil : host
    if host.isOpen { open.append(name) }
  }
}

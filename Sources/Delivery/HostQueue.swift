// What is due, lined up by host, so that each host has so many requests at once and none keeps the others waiting.

struct HostQueue {
  private struct Host {
    /// In the order of their time; those before `first` have gone.
    var waiting: [Int64] = []
    var first = 0
    var underWay = 0

    var isOpen: Bool { first < waiting.count && underWay < limitPerHost }
  }

  /// Requests at once to one host.
  static let limitPerHost = 8

  private var hosts: [String: Host] = [:]
  /// Those that have something waiting and room for it, at least.
  private var open: [String] = []
  private var count = 0

  var isEmpty: Bool { count == 0 }

  /// Replaces what waits by what is due now.
  mutating func refill(_ due: [(number: Int64, host: String)]) {
    hosts = hosts.filter { $0.value.underWay > 0 }.mapValues { Host(underWay: $0.underWay) }
    for (number, host) in due { hosts[host, default: Host()].waiting.append(number) }
    count = due.count
    open = hosts.filter(\.value.isOpen).map(\.key)
  }

  /// The next delivery for which its host has room; it counts as under way until `end`.
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

  /// A request to a host has come to its end.
  mutating func end(_ name: String) {
    guard var host = hosts[name] else { return }
    host.underWay -= 1
    hosts[name] = host.underWay == 0 && !host.isOpen ? nil : host
    if host.isOpen { open.append(name) }
  }
}

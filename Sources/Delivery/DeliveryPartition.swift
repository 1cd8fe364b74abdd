// Which deliveries one thread sends, and how many at once.

/// A share of the deliveries, of which none is in two. All for one receiver are in the same, and so in their order.
enum DeliveryPartition: Sendable {
  /// What is sent over HTTP.
  case requests
  /// Of the subscribers whose number has this remainder. libcurl does not give its loop back while it waits for the
  /// last reply to a message, so mail has threads of its own, each with one connection to the relay.
  case mail(Int)

  /// Connections to the relay.
  private static let mailCount = 4

  static let mail = (0..<mailCount).map(DeliveryPartition.mail)

  /// Transfers at once.
  var limit: Int {
    switch self {
    case .requests: 100
    case .mail: 1
    }
  }

  /// In SQL, of a row `d`.
  var condition: String {
    switch self {
    case .requests: "d.way <> 'mail'"
    case .mail(let remainder): "d.way = 'mail' AND d.target % \(Self.mailCount) = \(remainder)"
    }
  }
}

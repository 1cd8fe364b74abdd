// The partitions of the deliveries: which deliveries one thread sends, and how many at once.

/// A part of the deliveries. Partitions do not overlap. All deliveries of a receiver are in one, so they stay in order.
enum DeliveryPartition: Sendable {
  /// Deliveries over HTTP.
  case requests
  /// Mail to the subscribers whose number has this remainder. libcurl blocks its loop while it waits for the last reply
  /// to a message, so mail has its own threads, each with one connection to the relay.
  case mail(Int)

  /// Connections to the relay.
  private static let mailCount = 4

  static let mail = (0..<mailCount).map(DeliveryPartition.mail)

  /// The most transfers at once.
  var limit: Int {
    switch self {
    case .requests: 100
    case .mail: 1
    }
  }

  /// The SQL condition on a row `d` of deliveries.
  var condition: String {
    switch self {
    case .requests: "d.way <> 'mail'"
    case .mail(let remainder): "d.way = 'mail' AND d.target % \(Self.mailCount) = \(remainder)"
    }
  }
}

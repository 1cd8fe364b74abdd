// The limits as settings: their names, and parsing from text.

extension Limits {
  /// One limit that can be set.
  package struct Setting: Sendable {
    enum Place {
      case count(WritableKeyPath<Limits, Int> & Sendable)
      case seconds(WritableKeyPath<Limits, Double> & Sendable)
    }

    /// The name of the property, which error documents contain too.
    package let name: String
    /// What is limited, and the status of an answer beyond the limit.
    package let meaning: String
    let place: Place

    init(_ name: String, _ meaning: String, _ path: WritableKeyPath<Limits, Int> & Sendable) {
      self.name = name
      self.meaning = meaning
      place = .count(path)
    }

    init(_ name: String, _ meaning: String, seconds path: WritableKeyPath<Limits, Double> & Sendable) {
      self.name = name
      self.meaning = meaning
      place = .seconds(path)
    }

    /// The current value, in the format of a setting.
    package func value(in limits: Limits) -> String {
      switch place {
      case .count(let path): return String(limits[keyPath: path])
      case .seconds(let path):
        let seconds = limits[keyPath: path]
        return seconds == seconds.rounded() ? String(Int(seconds)) : String(seconds)
      }
    }
  }

  /// All limits that can be set by name.
  package static let settings: [Setting] = [
    Setting("requestLine", "bytes of a request line; 414", \.requestLine),
    Setting("headerBlock", "bytes of all field lines; 431", \.headerBlock),
    Setting("fields", "field lines; 431", \.fields),
    Setting("body", "bytes of content without a token; 413", \.body),
    Setting("bodyWithToken", "bytes of content with a valid token or session; 413", \.bodyWithToken),
    Setting("chunkExtensions", "bytes of chunk extensions; 400", \.chunkExtensions),
    Setting("trailers", "bytes of trailers; 431", \.trailers),
    Setting("headerSeconds", "seconds for a head to arrive; 408", seconds: \.headerSeconds),
    Setting("bodySeconds", "seconds for content that is slower than bodyRate; 408", seconds: \.bodySeconds),
    Setting("bodyRate", "average bytes per second of content", \.bodyRate),
    Setting("writeSeconds", "seconds over which writeRate is measured", seconds: \.writeSeconds),
    Setting("writeRate", "bytes per second of an answer that a client takes", \.writeRate),
    Setting("idleSeconds", "seconds between two requests", seconds: \.idleSeconds),
    Setting("requestsPerConnection", "requests before a connection is closed", \.requestsPerConnection),
    Setting("connections", "open connections; at this number, accepting pauses", \.connections),
    Setting("connectionsPerAddress", "open connections per IPv4 address or IPv6 /64 network", \.connectionsPerAddress),
    Setting("queuedRequests", "requests that wait for a worker; 503", \.queuedRequests),
    Setting("lingerBytes", "bytes discarded after an early answer", \.lingerBytes),
    Setting("lingerSeconds", "seconds without such a byte before closing", seconds: \.lingerSeconds),
    Setting("lingerTotalSeconds", "seconds of discarding in all", seconds: \.lingerTotalSeconds),
  ]

  /// Changes the limits in `text`: "body=262144,idleSeconds=60".
  /// - Throws: the part that is not a limit with a valid number; no limit is changed then.
  package mutating func set(_ text: String) throws(NotALimit) {
    var limits = self
    for part in text.split(whereSeparator: { $0 == "," || $0.isWhitespace }) {
      let halves = part.split(separator: "=", omittingEmptySubsequences: false)
      guard halves.count == 2, let setting = Self.settings.first(where: { $0.name == halves[0] }) else {
        throw NotALimit(text: String(part), reason: "is none of the limits")
      }
      switch setting.place {
      case .count(let path):
        guard let count = Int(halves[1]), (1...Self.most).contains(count) else {
          throw NotALimit(text: String(part), reason: "needs a whole number from 1 to \(Self.most)")
        }
        limits[keyPath: path] = count
      case .seconds(let path):
        guard let seconds = Double(halves[1]), seconds >= 0.01, seconds <= Double(Self.most) else {
          throw NotALimit(text: String(part), reason: "needs a number of seconds from 0.01 to \(Self.most)")
        }
        limits[keyPath: path] = seconds
      }
    }
    self = limits
  }

  /// More than anyone needs, and small enough that sums do not overflow.
  private static let most = 1_000_000_000

  /// A text that is not a limit with its number.
  package struct NotALimit: Error, Equatable, CustomStringConvertible {
    package let text: String
    package let reason: String
    package var description: String { "“\(text)” \(reason)" }
  }
}

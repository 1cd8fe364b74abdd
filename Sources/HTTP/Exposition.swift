// Metrics in the Prometheus text exposition format 0.0.4.

/// Writes families of samples, each with its help text and type.
package struct Exposition {
  package static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

  package enum Kind: String { case counter, gauge, histogram }

  package struct Sample {
    let labels: [(String, String)]
    let value: Double
    /// `_bucket`, `_sum` and `_count` of a histogram.
    let suffix: String

    package init(_ value: Double, _ labels: [(String, String)] = [], suffix: String = "") {
      (self.value, self.labels, self.suffix) = (value, labels, suffix)
    }
  }

  package private(set) var text = ""

  package init() {}

  package mutating func write(_ kind: Kind, _ name: String, _ help: String, _ samples: [Sample]) {
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
    for sample in samples {
      let labels = sample.labels.map { "\($0)=\"\(Self.escaped($1))\"" }.joined(separator: ",")
      text += name + sample.suffix + (labels.isEmpty ? "" : "{\(labels)}") + " \(Self.number(sample.value))\n"
    }
  }

  package mutating func write(_ kind: Kind, _ name: String, _ help: String, _ value: Double) {
    write(kind, name, help, [Sample(value)])
  }

  /// Writes the answers, durations and cache hits of each route.
  package mutating func write(_ meters: [Meter]) {
    func labels(_ meter: Meter) -> [(String, String)] { [("method", meter.method), ("route", meter.route)] }
    let used = meters.filter { !$0.byStatus.isEmpty }
    write(
      .counter, "http_requests_total", "Answers by route and status.",
      used.flatMap { meter in
        meter.byStatus.map { Sample(Double($0.count), labels(meter) + [("status", "\($0.status)")]) }
      })
    write(
      .histogram, "http_request_duration_seconds", "Seconds from the end of a request's head to the answer.",
      used.flatMap { meter -> [Sample] in
        let counts = meter.cumulative.map(Double.init)
        let bounds = Meter.bounds.map(Self.number) + ["+Inf"]
        return zip(bounds, counts).map { Sample($1, labels(meter) + [("le", $0)], suffix: "_bucket") } + [
          Sample(meter.seconds, labels(meter), suffix: "_sum"),
          Sample(counts.last ?? 0, labels(meter), suffix: "_count"),
        ]
      })
    write(
      .counter, "newsroom_cache_hits_total", "Answers from the cache.",
      used.filter { $0.rememberedCount > 0 }.map { Sample(Double($0.rememberedCount), labels($0)) })
  }

  private static func escaped(_ label: String) -> String {
    label.unicodeScalars.map { scalar in
      switch scalar {
      case "\\": #"\\"#
      case "\"": #"\""#
      case "\n": #"\n"#
      default: String(scalar)
      }
    }.joined()
  }

  private static func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
  }
}

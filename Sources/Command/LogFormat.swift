// The format of the program's own log on standard error: text for people, or JSON lines for log collectors.

import ArgumentParser
import Foundation
import Logging

enum LogFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json

  /// Sets the format of all loggers that are made afterwards.
  func begin() {
    guard self == .json else { return }
    LoggingSystem.bootstrap { JSONLines(label: $0) }
  }
}

/// A line of JSON for each message: `level`, `logger`, `message`, `metadata` where there is any, and `time`.
private struct JSONLines: LogHandler {
  let label: String
  var logLevel = Logger.Level.info
  var metadata = Logger.Metadata()

  private struct Line: Encodable {
    let level, logger, message: String
    let metadata: [String: String]?
    let time: String
  }

  init(label: String) { self.label = label }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let metadata = self.metadata.merging(event.metadata ?? [:]) { $1 }.mapValues(\.description)
    let line = Line(
      level: event.level.rawValue, logger: label, message: event.message.description,
      metadata: metadata.isEmpty ? nil : metadata,
      time: Date.now.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Encoding texts cannot fail.
    guard let bytes = try? encoder.encode(line) + [0x0A] else { return }
    // One call, so that lines of several threads don't mix.
    bytes.withUnsafeBytes { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}

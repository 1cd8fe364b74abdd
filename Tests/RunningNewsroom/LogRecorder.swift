// A logger whose messages a test can read.

import Logging
import Synchronization

/// Records the messages of a logger, as `error: text`.
package final class LogRecorder: Sendable {
  private let recorded = Mutex<[String]>([])

  package init() {}

  package var messages: [String] { recorded.withLock { $0 } }

  package var logger: Logger { Logger(label: "recorded") { _ in Handler(recorder: self) } }

  private struct Handler: LogHandler {
    let recorder: LogRecorder
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) { recorder.recorded.withLock { $0.append("\(event.level): \(event.message)") } }
  }
}

// A read replica: it serves a copy of the public file, and switches to a new copy when one arrives.

import API
import Catalog
import Delivery
import Dispatch
import HTTP
import Logging
import Synchronization

/// Serves the copy in the data directory. When Litestream restores a new file, the replica opens that one. Without a
/// file, every answer is 503.
package final class ReadReplica: Sendable {
  private let settings: Settings
  private let log: Logger
  private let meters = Meters(Routes.all)
  private let queue = DispatchQueue(label: "read-replica")
  private let current = Mutex(Current())

  private struct Current {
    var application: Application?
    var identity: UInt64?
    /// The last logged reason why there is no new application.
    var fault = ""
  }

  /// - Throws: `DataFault` when there is a file that cannot be opened, for example one of another schema.
  package init(_ settings: Settings, log: Logger = Logger(label: "newsroom")) throws {
    (self.settings, self.log) = (settings, log)
    if ReplicaFile.identity(directory: settings.directory) != nil {
      do { try open() } catch is Problem {}
    }
    watch()
  }

  private func watch() {
    queue.asyncAfter(deadline: .now() + 0.25) { [weak self] in
      guard let self else { return }
      do { try renew() } catch { note("\(error)") }
      watch()
    }
  }

  private func renew() throws {
    let (application, identity) = current.withLock { ($0.application, $0.identity) }
    let isThere = ReplicaFile.identity(directory: settings.directory) == identity
    if let application, isThere, try application.publicFile.epoch() == application.stream.epoch { return }
    try open()
    // Clients of the old stream reconnect and get the new one.
    application?.stream.end()
  }

  private func open() throws {
    let file = try ReplicaFile(directory: settings.directory, open: current.withLock { $0.identity })
    let application = try Application(reading: file, settings, meters, log)
    current.withLock { $0 = Current(application: application, identity: file.identity) }
    log.notice("serving \(file.path)")
  }

  private func note(_ fault: String) {
    let isNew = current.withLock { current in
      defer { current.fault = fault }
      return current.fault != fault
    }
    if isNew { log.warning("\(fault)") }
  }

  var application: Application? { current.withLock { $0.application } }

  // MARK: Responding

  package func remembered(_ key: AnswerKey, at now: Int64) -> Answer? { application?.cache.answer(for: key, at: now) }

  package func respond(to request: Request) -> Answer {
    if let application { return application.respond(to: request) }
    let problem = Problem.unavailable(.copyUnfinished)
    let language = request.languageOfErrors
    let response =
      request.path == "/health"
      ? Health.missingFile.response(in: language) : problem.response(instance: request.path, in: language)
    return Answer(response, acceptsGzip: false, meter: meters.other)
  }

  package func answer(toHead request: Request) -> Answer? { application?.answer(toHead: request) }

  /// Always false: a read replica has no tokens and no sessions.
  package func hasValidCredentials(_ request: Request) -> Bool { false }

  package func refuse(_ refusal: Refusal, acceptLanguage: String?) -> Answer {
    Application.refusal(refusal, acceptLanguage: acceptLanguage, meters.other)
  }
}

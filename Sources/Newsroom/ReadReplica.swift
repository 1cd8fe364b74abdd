// A newsroom on a reading machine: from a copy of the public file alone, whatever becomes of that copy.

import API
import Catalog
import Delivery
import Dispatch
import HTTP
import Logging
import Synchronization

/// Serves the copy that is in the data directory. Where the follower has begun anew, with another file, so does this;
/// while there is none, every answer says so.
package final class ReadReplica: Sendable {
  private let settings: Settings
  private let log: Logger
  private let meters = Meters(Routes.all)
  private let queue = DispatchQueue(label: "reading-newsroom")
  private let current = Mutex(Current())

  private struct Current {
    var application: Application?
    var identity: UInt64?
    /// Why there is none, as it was logged.
    var fault = ""
  }

  /// - Throws: `DataFault` when there is a file, and it is of another version.
  package init(_ settings: Settings, log: Logger = Logger(label: "newsroom")) throws {
    (self.settings, self.log) = (settings, log)
    if ReplicaFile.identity(directory: settings.directory) != nil {
      do { try open() } catch is Problem {}
    }
    look()
  }

  private func look() {
    queue.asyncAfter(deadline: .now() + 0.25) { [weak self] in
      guard let self else { return }
      do { try renew() } catch { note("\(error)") }
      look()
    }
  }

  private func renew() throws {
    let (application, identity) = current.withLock { ($0.application, $0.identity) }
    let isThere = ReplicaFile.identity(directory: settings.directory) == identity
    if let application, isThere, try application.publicFile.epoch() == application.stream.epoch { return }
    try open()
    // Who listens comes again, and hears of the new file.
    application?.stream.end()
  }

  private func open() throws {
    let file = try ReplicaFile(directory: settings.directory, open: current.withLock { $0.identity })
    let application = try Application(reading: file, settings, meters, log)
    current.withLock { $0 = Current(application: application, identity: file.identity) }
    log.notice("reading \(file.path)")
  }

  private func note(_ fault: String) {
    let isNew = current.withLock { current in
      defer { current.fault = fault }
      return current.fault != fault
    }
    if isNew { log.warning("\(fault)") }
  }

  var application: Application? { current.withLock { $0.application } }

  // MARK: What the server asks

  package func remembered(_ key: AnswerKey, at now: Int64) -> Answer? { application?.cache.answer(for: key, at: now) }

  package func respond(to request: Request) -> Answer {
    if let application { return application.respond(to: request) }
    let problem = Problem.unavailable(.copyUnfinished)
    let response =
      request.path == "/health"
      ? Health.missingFile.response : problem.response(instance: request.path, in: request.languageOfErrors)
    return Answer(response, acceptsGzip: false, meter: meters.other)
  }

  /// A reading machine knows nobody.
  package func hasValidCredentials(_ request: Request) -> Bool { false }

  package func refuse(_ refusal: Refusal, acceptLanguage: String?) -> Answer {
    Application.refusal(refusal, acceptLanguage: acceptLanguage, meters.other)
  }
}

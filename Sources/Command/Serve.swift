// `newsroom serve`: the server, until SIGTERM or SIGINT.

import ArgumentParser
@preconcurrency import Dispatch
import Foundation
import HTTP
import Newsroom
import Server

extension Application: Responder {
  package func remembered(_ key: AnswerKey, at now: Int64) -> Answer? { cache.answer(for: key, at: now) }
}

struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Serve the newsroom over HTTP until SIGTERM.", discussion: ServerOptions.limitLines)

  @OptionGroup var data: DataOptions

  @Option(help: "The address to listen on. Also NEWSROOM_HOST.")
  var host = ProcessInfo.processInfo.environment["NEWSROOM_HOST"] ?? "127.0.0.1"

  @Option(help: "The port to listen on; 0 picks a free one. Also NEWSROOM_PORT.")
  var port = ProcessInfo.processInfo.environment["NEWSROOM_PORT"].flatMap(Int.init) ?? 8080

  @OptionGroup var options: ServerOptions
  @OptionGroup var council: CouncilOptions
  @OptionGroup var publishing: PublishingOptions
  @OptionGroup var outbound: OutboundOptions
  @OptionGroup var mail: MailOptions

  @Flag(help: "Fill a data directory that has no items yet with the demo content, published.")
  var demo = false

  func validate() throws {
    guard (0...65_535).contains(port) else { throw ValidationError("--port is a number from 0 to 65535") }
    if let text = ProcessInfo.processInfo.environment["NEWSROOM_PORT"], Int(text) == nil {
      throw ValidationError("NEWSROOM_PORT is a number from 0 to 65535, not “\(text)”")
    }
  }

  func run() async throws {
    // A signal that comes while the files are opened ends the server as soon as it has begun.
    let stopped = Self.stopSignals()
    let workers = try options.workerCount
    let limits = try options.serverLimits
    let log = try options.log
    let socket = try ListeningSocket(host: host, port: port)
    let name = socket.address.contains(":") ? "[\(socket.address)]" : socket.address
    let url = "http://\(name):\(socket.port)"
    try mail.check(publicURL: DataOptions.publicURL ?? url)
    let application = try data.open(
      publicURL: url, workers: workers, needsSecondPerson: publishing.needsSecondPerson,
      addressRules: outbound.addressRules, hub: outbound.hubToTell, checksLinks: outbound.checksLinks,
      council: council.value, mail: mail.value)
    if demo { try application.fillWithDemoContent() }
    let server = Server(
      socket: socket, limits: limits, workers: workers, log: log, responder: application)
    server.start()
    application.start()
    print("listening on \(url)")
    fflush(nil)
    for await _ in stopped { break }
    await server.stop(within: 20)
    application.stop()
  }

  /// SIGTERM and SIGINT, as they come.
  private static func stopSignals() -> AsyncStream<Void> {
    AsyncStream { continuation in
      let sources = [SIGTERM, SIGINT].map { number in
        // The source sees the signal only when its default action, to end the process, is off.
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: DispatchQueue(label: "signals"))
        source.setEventHandler { continuation.yield() }
        source.resume()
        return source
      }
      continuation.onTermination = { _ in for source in sources { source.cancel() } }
    }
  }
}

// `newsroom serve`: runs the server until SIGTERM or SIGINT.

import API
import ArgumentParser
import Dispatch
import Foundation
import HTTP
import Newsroom
import Server

extension Application: Responder {
  package func remembered(_ key: AnswerKey, at now: Int64) -> Answer? { cache.answer(for: key, at: now) }
}

extension ReadReplica: Responder {}

struct Serve: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Serve the newsroom over HTTP until SIGTERM or SIGINT.",
    discussion: """
      Sockets from systemd or another supervisor (LISTEN_FDS) replace --host and --port. They stay open when this \
      server stops, so the next server loses no connection.

      \(ServerOptions.limitLines)
      """)

  @OptionGroup var data: DataOptions

  @Option(help: "The address to listen on; :: means all IPv4 and IPv6 addresses. Also NEWSROOM_HOST.")
  var host = ProcessInfo.processInfo.environment["NEWSROOM_HOST"] ?? "127.0.0.1"

  @Option(help: "The port to listen on; 0 picks a free one. Also NEWSROOM_PORT.")
  var port = ProcessInfo.processInfo.environment["NEWSROOM_PORT"].flatMap(Int.init) ?? 8080

  @Option(
    help: ArgumentHelp(
      "Serve /metrics for Prometheus, and nothing else, on this port of 127.0.0.1. Also NEWSROOM_METRICS_PORT.",
      valueName: "port"))
  var metricsPort: Int?

  @Option(
    name: .customLong("socket"),
    help: ArgumentHelp(
      """
      Also listen on this path, for a reverse proxy on this machine. Anyone who can write to the socket is trusted to \
      name the client's address. Also NEWSROOM_SOCKET.
      """, valueName: "path"))
  var unixSocket: String?

  @OptionGroup var options: ServerOptions
  @OptionGroup var council: CouncilOptions
  @OptionGroup var publishing: PublishingOptions
  @OptionGroup var outbound: OutboundOptions
  @OptionGroup var mail: MailOptions

  @Flag(help: "Publish the demo content if the data directory has no items.")
  var demo = false

  @Flag(
    help: """
      Run as a read replica: serve only the copy of public.sqlite that `litestream restore -f` keeps in the data \
      directory. Also NEWSROOM_READ_ONLY=true.
      """)
  var readOnly = false

  func validate() throws {
    guard try !(isReadOnly && demo) else { throw ValidationError("--demo and --read-only exclude each other") }
    guard (0...65_535).contains(port) else { throw ValidationError("--port must be a number from 0 to 65535") }
    if let text = ProcessInfo.processInfo.environment["NEWSROOM_PORT"], Int(text) == nil {
      throw ValidationError("NEWSROOM_PORT must be a number from 0 to 65535, not “\(text)”")
    }
    _ = try portOfMetrics
  }

  func run() throws {
    // A signal that arrives while files are opened stops the server right after its start.
    let stop = StopSignals()
    try options.programLog.begin()
    let workers = try options.workerCount
    let limits = try options.serverLimits
    let log = try options.log
    let inherited = InheritedSockets.sockets
    let socket = try inherited.first.map(ListeningSocket.init(inherited:)) ?? ListeningSocket(host: host, port: port)
    let url = socket.url
    try mail.check(publicURL: DataOptions.publicURL ?? url)
    let settings = try settings(url: url, workers: workers)
    let application = try isReadOnly ? nil : Application(settings)
    if demo { try application?.fillWithDemoContent() }
    let replica = try application == nil ? ReadReplica(settings) : nil
    guard let responder: any Responder = application ?? replica else { return }
    let server = Server(socket: socket, limits: limits, workers: workers, log: log, responder: responder)
    for descriptor in inherited.dropFirst() { server.listen(on: try ListeningSocket(inherited: descriptor)) }
    let path = unixSocket ?? ProcessInfo.processInfo.environment["NEWSROOM_SOCKET"]
    if let path { server.listen(on: try ListeningSocket(path: path)) }
    let metrics = try portOfMetrics.map { port in
      try MetricsServer(port: port) { exposition in
        if let application { application.describe(in: &exposition) } else { replica?.describe(in: &exposition) }
        server.describe(in: &exposition)
      }
    }
    server.start()
    application?.start()
    print("listening on \(url)")
    if let path { print("listening on unix:\(path)") }
    if let metrics { print("metrics on \(metrics.url)") }
    fflush(nil)
    stop.wait()
    server.stop(within: 20)
    metrics?.stop()
    application?.stop()
  }

  private var portOfMetrics: Int? {
    get throws { try ServerOptions.number(metricsPort, "--metrics-port", "NEWSROOM_METRICS_PORT", in: 0...65_535) }
  }

  private var isReadOnly: Bool {
    get throws { try readOnly || Environment.isTrue("NEWSROOM_READ_ONLY") }
  }

  private func settings(url: String, workers: Int) throws -> Settings {
    var settings = data.settings
    settings.publicURL = DataOptions.publicURL ?? url
    settings.workers = workers
    settings.needsSecondPerson = try publishing.needsSecondPerson
    settings.addressRules = try outbound.addressRules
    settings.hub = try outbound.pingedHub
    settings.checksLinks = try outbound.checksLinks
    settings.council = try council.value(in: data.directory)
    settings.mail = try mail.value
    return settings
  }
}

/// Waits for SIGTERM or SIGINT.
private struct StopSignals {
  private let arrived = DispatchSemaphore(value: 0)
  private let sources: [any DispatchSourceSignal]

  init() {
    sources = [SIGTERM, SIGINT].map { [arrived] number in
      // The default action would end the process, so it is turned off.
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: DispatchQueue(label: "signals"))
      source.setEventHandler { arrived.signal() }
      source.resume()
      return source
    }
  }

  func wait() { arrived.wait() }
}

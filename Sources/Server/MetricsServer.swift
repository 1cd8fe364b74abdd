// `/metrics` on a separate listener that only this machine can reach.

import Foundation
import HTTP
import HTTPTypes

/// A server for Prometheus: one loop, one worker, one path.
package struct MetricsServer: Sendable {
  private let server: Server
  package let url: String

  /// - Parameter describe: writes the metrics; called for each scrape, on a worker.
  package init(port: Int, _ describe: @escaping @Sendable (inout Exposition) -> Void) throws {
    _ = Self.started
    let socket = try ListeningSocket(host: "127.0.0.1", port: port)
    url = "http://127.0.0.1:\(socket.port)/metrics"
    server = Server(socket: socket, loops: 1, workers: 1, responder: Page(describe: describe))
    server.start()
  }

  package func stop() { server.stop(within: 1) }

  /// Seconds since 1970 when the process started, approximately: metrics are created early.
  private static let started = Date().timeIntervalSince1970

  private struct Page: Responder {
    let describe: @Sendable (inout Exposition) -> Void

    func remembered(_ key: AnswerKey, at now: Int64) -> Answer? { nil }

    func respond(to request: Request) -> Answer {
      guard request.path == "/metrics" else { return plain(.notFound, "The only path is /metrics.\n") }
      guard [.get, .head].contains(request.method) else { return plain(.methodNotAllowed, "Only GET and HEAD.\n") }
      var exposition = Exposition()
      describe(&exposition)
      Self.describeProcess(in: &exposition)
      return answer(.ok, Exposition.mediaType, exposition.text)
    }

    func hasValidCredentials(_ request: Request) -> Bool { false }

    func refuse(_ refusal: Refusal, acceptLanguage: String?) -> Answer { plain(refusal.status, "\(refusal.clause)\n") }

    private func plain(_ status: HTTPResponse.Status, _ text: String) -> Answer {
      answer(status, "text/plain; charset=utf-8", text)
    }

    private func answer(_ status: HTTPResponse.Status, _ type: String, _ text: String) -> Answer {
      var fields: HTTPFields = [.contentType: type]
      if status == .methodNotAllowed { fields[.allow] = "GET, HEAD" }
      return Answer(
        Response(status: status, fields: fields, caching: .noStore, body: .bytes(Array(text.utf8))), acceptsGzip: false)
    }

    /// The metrics that Prometheus' own client libraries report for every process.
    private static func describeProcess(in exposition: inout Exposition) {
      var usage = rusage()
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
      let times = [usage.ru_utime, usage.ru_stime]
      exposition.write(
        .counter, "process_cpu_seconds_total", "Processor time, including the kernel's.",
        times.reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1_000_000 })
      // Where there is no /proc, the metric is left out.
      let pages = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ") ?? []
      if pages.count > 1, let resident = Double(pages[1]) {
        exposition.write(
          .gauge, "process_resident_memory_bytes", "Resident memory, including mapped files.",
          resident * Double(sysconf(Int32(_SC_PAGESIZE))))
      }
      // The same.
      if let open = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd"))?.count {
        exposition.write(.gauge, "process_open_fds", "Open descriptors.", Double(open))
      }
      exposition.write(.gauge, "process_start_time_seconds", "When the process started.", MetricsServer.started)
    }
  }
}

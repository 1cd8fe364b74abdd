// The server options of `newsroom serve`.

import API
import ArgumentParser
import Bytes
import Desk
import Foundation
import HTTP
import Server

/// The limits, trusted proxies and logs of the server. Options take precedence over the environment.
struct ServerOptions: ParsableArguments {
  private static let environment = ProcessInfo.processInfo.environment

  @Option(help: "The largest number of open connections. Also NEWSROOM_CONNECTIONS.")
  var connections: Int?

  @Option(help: "The number of threads for reads, and of threads for writes: 1 to 256. Also NEWSROOM_WORKERS.")
  var workers: Int?

  @Option(help: "Limits by name, from the list above: body=262144,idleSeconds=60. Also NEWSROOM_LIMITS.")
  var limits: String?

  @Option(
    help: "Days for which the desk keeps old rows, from the list above: deliveries=90. Also NEWSROOM_RETENTION.")
  var retention: String?

  @Option(
    help: """
      Addresses and CIDR ranges of trusted reverse proxies, which name the client's address (Forwarded, \
      X-Forwarded-For). Also NEWSROOM_PROXIES.
      """)
  var proxies: String?

  @Option(
    help: ArgumentHelp(
      "A file that gets a JSON line for each request; - is standard output. Also NEWSROOM_ACCESS_LOG.",
      valueName: "file"))
  var accessLog: String?

  @Option(help: "The format of the program's own log on standard error. Also NEWSROOM_LOG_FORMAT.")
  var logFormat: LogFormat?

  /// The limits with their defaults and meanings, one line each.
  static var limitLines: String {
    let limits = Limits()
    let lines = Limits.settings.map { setting in
      let number = "\(setting.name)=\(setting.value(in: limits))"
      return "  " + number.padding(toLength: 28, withPad: " ", startingAt: 0) + setting.meaning
    }
    return "Limits, with their defaults:\n" + lines.joined(separator: "\n")
  }

  /// The kinds of rows that are deleted with age, with their days and meanings, one line each.
  static var retentionLines: String {
    let lines = Retention.kinds.map { kind in
      let number = "\(kind.name)=\(Retention().days(of: kind))"
      return "  " + number.padding(toLength: 28, withPad: " ", startingAt: 0) + kind.meaning
    }
    return "Days until old rows are deleted, with their defaults:\n" + lines.joined(separator: "\n")
  }

  func validate() throws {
    _ = try serverLimits
    _ = try workerCount
    _ = try programLog
    _ = try rowRetention
  }

  var rowRetention: Retention {
    get throws {
      var result = Retention()
      for (name, text) in [("NEWSROOM_RETENTION", Self.environment["NEWSROOM_RETENTION"]), ("--retention", retention)] {
        do { try result.set(text ?? "") } catch { throw ValidationError("\(name): \(error)") }
      }
      return result
    }
  }

  /// The format of the program's own log.
  var programLog: LogFormat {
    get throws {
      let text = Self.environment["NEWSROOM_LOG_FORMAT"] ?? ""
      if let format = logFormat ?? (text.isEmpty ? .text : LogFormat(rawValue: text)) { return format }
      throw ValidationError("NEWSROOM_LOG_FORMAT must be text or json, not “\(text)”")
    }
  }

  /// The access log; nil when no path is set.
  var log: AccessLog? {
    get throws {
      let path = accessLog ?? Self.environment["NEWSROOM_ACCESS_LOG"] ?? ""
      return path.isEmpty ? nil : try AccessLog(path)
    }
  }

  var workerCount: Int {
    get throws { try Self.number(workers, "--workers", "NEWSROOM_WORKERS", in: 1...256) ?? 4 }
  }

  var serverLimits: Limits {
    get throws {
      var result = Limits()
      for (name, text) in [("NEWSROOM_LIMITS", Self.environment["NEWSROOM_LIMITS"]), ("--limits", limits)] {
        do { try result.set(text ?? "") } catch { throw ValidationError("\(name): \(error)") }
      }
      let connections = try Self.number(connections, "--connections", "NEWSROOM_CONNECTIONS", in: 1...1_000_000)
      result.connections = connections ?? result.connections
      let (name, text) =
        proxies.map { ("--proxies", $0) } ?? ("NEWSROOM_PROXIES", Self.environment["NEWSROOM_PROXIES"] ?? "")
      do { result.proxies = try AddressRange.list(text).map(\.unmapped) } catch {
        throw ValidationError("\(name): \(error)")
      }
      return result
    }
  }

  static func number(
    _ option: Int?, _ name: String, _ variable: String, in range: ClosedRange<Int>
  ) throws -> Int? {
    if let option {
      guard range.contains(option) else { throw fault(name, "\(option)", range) }
      return option
    }
    guard let text = environment[variable], !text.isEmpty else { return nil }
    guard let number = Int(text), range.contains(number) else { throw fault(variable, text, range) }
    return number
  }

  private static func fault(_ name: String, _ text: String, _ range: ClosedRange<Int>) -> ValidationError {
    ValidationError("\(name) must be a number from \(range.lowerBound) to \(range.upperBound), not “\(text)”")
  }
}

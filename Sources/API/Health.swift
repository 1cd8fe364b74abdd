// The health of the newsroom: a status and its checks (the health resource of the Belgian REST guide).

import Catalog
import Desk
import HTTP
import HTTPTypes
import Storage
import Values

package struct Health {
  /// The largest age of a replica file in seconds. The writer's heartbeat comes every ten seconds.
  private static let maximumAge = 60

  private enum Status: String {
    case up = "UP"
    case degraded = "DEGRADED"
    case down = "DOWN"
  }

  private struct Check {
    let fault: Fault
    let isUp: Bool
    var ageInSeconds: Int?

    init(_ fault: Fault, isUp: Bool, ageInSeconds: Int? = nil) {
      (self.fault, self.isUp, self.ageInSeconds) = (fault, isUp, ageInSeconds)
    }

    init(_ fault: Fault, isUp: () throws -> Bool) {
      // A failure is reported as a check that fails.
      self.init(fault, isUp: (try? isUp()) ?? false)
    }
  }

  private let status: Status
  private let checks: [Check]

  package init(_ app: Application) {
    // A failure is reported as a check that fails.
    let age = try? app.publicFile.age(at: .now())
    var checks = [
      Check(.unreadablePublicFile, isUp: age != nil),
      Check(.fullDisk) { try !DiskSpace.isNearlyFull(app.directory) },
    ]
    if let writer = app.writer {
      checks += Self.checks(of: writer, directory: app.directory)
    } else {
      let seconds = age.map { Int($0 / 1000) }
      let isUp = seconds.map { $0 <= Self.maximumAge } ?? false
      checks.append(Check(.oldCopy, isUp: isUp, ageInSeconds: seconds))
    }
    status = age == nil ? .down : checks.allSatisfy(\.isUp) ? .up : .degraded
    self.checks = checks
  }

  private static func checks(of writer: WriterServices, directory: String) -> [Check] {
    let (desk, deliveries) = (writer.desk, writer.deliveries)
    var checks = [
      Check(.latePublication) { try desk.publisher.isSettled && !desk.publisher.isOverdue() },
      Check(.heldPublications, isUp: !desk.publisher.isHeld),
      Check(.longLog) { try !desk.logFolding.isLogLong() },
      Check(.clockSetBack, isUp: !desk.clock.isSetBack()),
      Check(.oldBackup) { try !Backup.isOld(of: directory, desk.desk) },
      Check(.stoppedDeliveries, isUp: !deliveries.isFailing),
    ]
    if let replica = desk.replica { checks.append(Check(.unconfirmedWrites, isUp: !replica.isFailing)) }
    if let isRefused = deliveries.isRelayRefused { checks.append(Check(.refusedRelay, isUp: !isRefused)) }
    if let links = writer.links { checks.append(Check(.stoppedLinkCheck, isUp: !links.isFailing)) }
    return checks
  }

  /// The health of a read replica without its replica file.
  private init(missing: Void) {
    status = .down
    checks = [Check(.unreadablePublicFile, isUp: false)]
  }

  package static let missingFile = Health(missing: ())

  /// The faults of the failing checks.
  var faults: [Fault] { checks.filter { !$0.isUp }.map(\.fault) }

  package func describe(in exposition: inout Exposition) {
    exposition.write(
      .gauge, "newsroom_up", "1 when healthy, 0.5 when degraded, 0 when down.",
      status == .up ? 1 : status == .degraded ? 0.5 : 0)
    exposition.write(
      .gauge, "newsroom_check", "The checks of the health status: 1 when the check passes.",
      checks.map { Exposition.Sample($0.isUp ? 1 : 0, [("check", $0.fault.check)]) })
  }

  @Sendable static func show(_ context: inout RequestContext) throws -> Response {
    try context.query.finish()
    return Health(context.app).response(in: context.request.languageOfErrors)
  }

  /// - Parameter language: the language of the messages about failing checks.
  package func response(in language: Language) -> Response {
    var checks = JSONObject()
    for check in self.checks {
      checks[check.fault.check] = [
        "status": .string((check.isUp ? Status.up : .down).rawValue),
        "ageInSeconds": check.ageInSeconds.map { .integer($0) },
        "detail": check.isUp ? nil : .string(check.fault.text.text(in: language)),
      ]
    }
    let document: JSON = [
      "status": .string(status.rawValue), "checks": .object(checks),
      "sqlite": ["version": .string(SQLiteVersion.text), "hasLogResetFix": .bool(SQLiteVersion.hasLogResetFix)],
    ]
    return .json(document, status == .down ? .serviceUnavailable : .ok)
  }
}

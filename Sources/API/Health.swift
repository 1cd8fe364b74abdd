// The health of the newsroom: a status and its checks (the health resource of the Belgian REST guide).

import Catalog
import Desk
import HTTP
import HTTPTypes
import Values

package struct Health {
  /// The largest age of a replica file in seconds. The writer's heartbeat comes every ten seconds.
  private static let maximumAge = 60

  private enum Status: String {
    case up = "UP"
    case degraded = "DEGRADED"
    case down = "DOWN"
  }

  private let status: Status
  private let checks: JSONObject

  package init(_ app: Application) {
    var checks = JSONObject()
    func check(_ name: String, _ isUp: Bool) -> Bool {
      checks[name] = ["status": .string((isUp ? Status.up : .down).rawValue)]
      return isUp
    }
    let age = try? app.publicFile.age(at: .now())
    let isReadable = check("publicFile", age != nil)
    let isWell: Bool
    if let desk = app.writer?.desk {
      isWell = [
        check("publishing", desk.publisher.isSettled), check("planning", !desk.publisher.isHeld),
      ].allSatisfy { $0 }
    } else {
      let seconds = age.map { Int($0 / 1000) }
      isWell = seconds.map { $0 <= Self.maximumAge } ?? false
      checks["copy"] = [
        "status": .string((isWell ? Status.up : .down).rawValue), "ageInSeconds": seconds.map { .integer($0) },
      ]
    }
    status = !isReadable ? .down : isWell ? .up : .degraded
    self.checks = checks
  }

  /// The health of a read replica without its replica file.
  private init(missing: Void) {
    status = .down
    checks = JSONObject([("publicFile", ["status": .string(Status.down.rawValue)])])
  }

  package static let missingFile = Health(missing: ())

  package func describe(in exposition: inout Exposition) {
    exposition.write(
      .gauge, "newsroom_up", "1 when healthy, 0.5 when degraded, 0 when down.",
      status == .up ? 1 : status == .degraded ? 0.5 : 0)
    exposition.write(
      .gauge, "newsroom_check", "The checks of the health status: 1 when the check passes.",
      checks.members.map { name, check in
        Exposition.Sample(check.object?["status"]?.string == Status.up.rawValue ? 1 : 0, [("check", name)])
      })
  }

  @Sendable static func show(_ context: inout RequestContext) throws -> Response {
    try context.query.finish()
    return Health(context.app).response
  }

  package var response: Response {
    let document: JSON = ["status": .string(status.rawValue), "checks": .object(checks)]
    return .json(document, status == .down ? .serviceUnavailable : .ok)
  }
}

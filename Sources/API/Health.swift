// Whether the newsroom works, with the checks behind it (the Belgian REST guide's health resource).

import Catalog
import Desk
import HTTP
import HTTPTypes
import Values

package struct Health {
  /// Seconds after which a copy is too old. The writer says that it is there every ten.
  static let oldAge = 60

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
      isWell = seconds.map { $0 <= Self.oldAge } ?? false
      checks["copy"] = [
        "status": .string((isWell ? Status.up : .down).rawValue), "ageInSeconds": seconds.map { .integer($0) },
      ]
    }
    status = !isReadable ? .down : isWell ? .up : .degraded
    self.checks = checks
  }

  /// Of a machine whose copy of the public file is not there.
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
      .gauge, "newsroom_check", "The checks behind that: 1 when it passes.",
      checks.members.map { name, check in
        Exposition.Sample(check.object?["status"]?.string == Status.up.rawValue ? 1 : 0, [("check", name)])
      })
  }

  package var response: Response {
    let document: JSON = ["status": .string(status.rawValue), "checks": .object(checks)]
    return .json(document, status == .down ? .serviceUnavailable : .ok)
  }
}

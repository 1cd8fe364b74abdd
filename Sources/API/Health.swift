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

  private struct Check {
    let name: String
    let isUp: Bool
    /// What is wrong when the check fails, and what to do.
    let remedy: LocalizedText
    var ageInSeconds: Int?
  }

  private let status: Status
  private let checks: [Check]

  package init(_ app: Application) {
    // A failure is reported as a check that fails.
    let age = try? app.publicFile.age(at: .now())
    var checks = [Check(name: "publicFile", isUp: age != nil, remedy: .unreadablePublicFile)]
    if let writer = app.writer {
      let publisher = writer.desk.publisher
      checks += [
        Check(name: "publishing", isUp: publisher.isSettled, remedy: .failingPublications),
        Check(name: "planning", isUp: !publisher.isHeld, remedy: .heldPublications),
        Check(name: "deliveries", isUp: !writer.deliveries.isFailing, remedy: .failingDeliveries),
      ]
      if let links = writer.links {
        checks.append(Check(name: "links", isUp: !links.isFailing, remedy: .failingLinkCheck))
      }
    } else {
      let seconds = age.map { Int($0 / 1000) }
      checks.append(
        Check(
          name: "copy", isUp: seconds.map { $0 <= Self.maximumAge } ?? false, remedy: .oldCopy,
          ageInSeconds: seconds))
    }
    status = age == nil ? .down : checks.allSatisfy(\.isUp) ? .up : .degraded
    self.checks = checks
  }

  /// The health of a read replica without its replica file.
  private init(missing: Void) {
    status = .down
    checks = [Check(name: "publicFile", isUp: false, remedy: .unreadablePublicFile)]
  }

  package static let missingFile = Health(missing: ())

  package func describe(in exposition: inout Exposition) {
    exposition.write(
      .gauge, "newsroom_up", "1 when healthy, 0.5 when degraded, 0 when down.",
      status == .up ? 1 : status == .degraded ? 0.5 : 0)
    exposition.write(
      .gauge, "newsroom_check", "The checks of the health status: 1 when the check passes.",
      checks.map { Exposition.Sample($0.isUp ? 1 : 0, [("check", $0.name)]) })
  }

  @Sendable static func show(_ context: inout RequestContext) throws -> Response {
    try context.query.finish()
    return Health(context.app).response(in: context.request.languageOfErrors)
  }

  /// - Parameter language: the language of the messages about failing checks.
  package func response(in language: Language) -> Response {
    var checks = JSONObject()
    for check in self.checks {
      checks[check.name] = [
        "status": .string((check.isUp ? Status.up : .down).rawValue),
        "ageInSeconds": check.ageInSeconds.map { .integer($0) },
        "detail": check.isUp ? nil : .string(check.remedy.text(in: language)),
      ]
    }
    let document: JSON = ["status": .string(status.rawValue), "checks": .object(checks)]
    return .json(document, status == .down ? .serviceUnavailable : .ok)
  }
}

extension LocalizedText {
  fileprivate static let unreadablePublicFile = LocalizedText(
    nl: "Het bestand public.sqlite kan niet gelezen worden. Kijk of het er is, en of de schijf werkt.",
    fr: "Le fichier public.sqlite est illisible. Vérifiez s’il existe et si le disque fonctionne.",
    en: "The file public.sqlite can't be read. Check that it exists and that the disk works.")

  fileprivate static let failingPublications = LocalizedText(
    nl: "Publicaties lukken niet en worden elke seconde opnieuw geprobeerd. De reden staat in het logboek.",
    fr: "Les publications échouent et sont retentées chaque seconde. La raison figure dans le journal.",
    en: "Publications fail, and are retried every second. The log has the reason.")

  fileprivate static let heldPublications = LocalizedText(
    nl: "Geplande publicaties wachten na een herstel. Kijk de planning na en voer `newsroom resume` uit.",
    fr: "Les publications planifiées attendent après une restauration. Vérifiez-les et lancez `newsroom resume`.",
    en: "Planned publications wait after a restore. Look at the plan and run `newsroom resume`.")

  fileprivate static let failingDeliveries = LocalizedText(
    nl: "Verzendingen kunnen niet starten en worden opnieuw geprobeerd. De reden staat in het logboek.",
    fr: "Les envois ne peuvent pas démarrer et sont retentés. La raison figure dans le journal.",
    en: "Deliveries can't start, and are retried. The log has the reason.")

  fileprivate static let failingLinkCheck = LocalizedText(
    nl: "De controle van links kan niet starten en wordt opnieuw geprobeerd. De reden staat in het logboek.",
    fr: "La vérification des liens ne peut pas démarrer et est retentée. La raison figure dans le journal.",
    en: "The link check can't start, and is retried. The log has the reason.")

  fileprivate static let oldCopy = LocalizedText(
    nl: "De kopie is ouder dan een minuut. Kijk of de schrijvende newsroom en Litestream lopen.",
    fr: "La copie a plus d’une minute. Vérifiez si la newsroom qui écrit et Litestream fonctionnent.",
    en: "The copy is more than a minute old. Check that the writer and Litestream run.")
}

// The schemas that do not belong to one resource.

import Desk
import Manuscript
import Values

enum SharedSchemas {
  static let all: [(String, JSON)] =
    [
      ("Problem", problem), ("Finding", finding), ("Reviewer", reviewer),
      ("Revision", revision), ("Difference", difference),
      ("LanguageState", languageState), ("Preview", preview), ("Publication", publication),
      ("PublicationForecast", publicationForecast),
      ("Change", change), ("Health", health), ("Translation", translation), ("Session", session), ("Token", token),
      ("AuditEntry", auditEntry), ("AuditCheckpoint", auditCheckpoint), ("UnsavedEdit", unsavedEdit),
      ("Statistics", statistics),
    ] + distribution + mail

  private static let unsavedEdit = Schema.object(
    [
      ("href", Schema.link), ("at", Schema.instant), ("base", Schema.document), ("draft", Schema.document),
    ], required: ["href"])

  private static let number = Schema.integer(1...Int(Int32.max))

  /// RFC 9457, with the issues of the Belgian REST guide. It lists ``Issues/limit`` issues and counts the rest.
  private static let problem = Schema.object(
    [
      ("type", Schema.string("uri")), ("title", Schema.string()), ("status", Schema.integer(400...599)),
      ("detail", Schema.string()), ("instance", Schema.string()),
      (
        "issues",
        Schema.list(
          Schema.object(
            [
              ("type", Schema.string("uri")), ("in", Schema.choice(["body", "query", "path", "header"])),
              ("name", Schema.string()), ("value", [:]), ("detail", Schema.string()),
            ], required: ["type", "in", "name", "detail"]))
      ), ("issuesOmitted", Schema.integer(1...Int(Int32.max))), ("findings", Schema.list(Schema.reference("Finding"))),
      ("reason", [:]), ("withdrawnAt", Schema.instant), ("successor", Schema.link),
    ], required: ["type", "title", "status", "detail"])

  private static let finding = Schema.object(
    [
      ("code", Schema.choice(FindingCode.allCases.map(\.rawValue))), ("id", Schema.string()),
      ("severity", Schema.choice(["error", "warning"])),
      ("place", Schema.string()), ("line", number), ("value", Schema.string()), ("detail", Schema.string()),
    ], required: ["code", "severity", "detail"])

  private static let reviewer = Schema.object([("name", Schema.string())], required: ["name"])

  private static let revision = Schema.object(
    [
      ("href", Schema.link), ("number", number), ("at", Schema.instant), ("author", Schema.string()),
      ("action", Schema.string()), ("note", Schema.string()), ("correction", Schema.texts()),
      ("document", Schema.object([])),
    ], required: ["href", "number", "at", "author"])

  private static let difference = Schema.object(
    [
      ("self", Schema.link), ("from", number), ("to", number),
      (
        "changes",
        Schema.list(
          Schema.object(
            [
              ("field", Schema.string()), ("from", [:]), ("to", [:]),
              (
                "lines",
                Schema.list(
                  Schema.object(
                    [("line", number), ("removed", Schema.string()), ("added", Schema.string())], required: ["line"]))
              ),
            ], required: ["field"]))
      ),
    ], required: ["from", "to", "changes"])

  private static let languageState = Schema.object(
    [
      ("href", Schema.link), ("language", Schema.choice(Language.codes)),
      ("state", Schema.choice(TextState.allCases.map(\.rawValue))), ("revision", number),
    ], required: ["language", "state", "revision"])

  private static let preview = Schema.object(
    [
      ("href", Schema.link), ("number", number), ("revision", number), ("expiresAt", Schema.instant),
      ("createdAt", Schema.instant), ("createdBy", Schema.string()), ("revokedAt", Schema.instant),
    ], required: ["href", "number", "revision", "expiresAt"])

  private static let change = Schema.object(
    [
      ("href", Schema.link), ("kind", Schema.string()), ("id", Schema.string()),
      ("change", Schema.choice(["published", "corrected", "withdrawn"])), ("at", Schema.instant), ("version", number),
      ("number", number), ("minor", Schema.flag),
    ], required: ["href", "kind", "id", "change", "at", "version", "number"])

  /// The health resource of the Belgian REST guide.
  private static let health = Schema.object(
    [
      ("status", Schema.choice(["UP", "DEGRADED", "DOWN"])), ("checks", Schema.object([])),
      ("sqlite", Schema.object([("version", Schema.string()), ("hasLogResetFix", Schema.flag)])),
    ], required: ["status"])

  private static let translation = Schema.object(
    [
      ("href", Schema.link), ("kind", Schema.string()), ("id", Schema.string()), ("status", Schema.string()),
      ("language", Schema.choice(Language.codes)), ("state", Schema.choice(TextState.allCases.map(\.rawValue))),
      ("revision", number),
    ], required: ["href", "kind", "id", "language", "state", "revision"])

  private static let session = Schema.object(
    [
      ("self", Schema.link), ("name", Schema.string()),
      ("scopes", Schema.list(Schema.choice(Scope.allCases.map(\.rawValue)))), ("token", Schema.link),
      ("createdAt", Schema.instant), ("endsAt", Schema.instant), ("idleSeconds", number),
    ], required: ["self", "name", "scopes", "token"])

  private static let token = Schema.object(
    [
      ("href", Schema.link), ("self", Schema.link), ("number", number), ("name", Schema.string()),
      ("scopes", Schema.list(Schema.choice(Scope.allCases.map(\.rawValue)))),
      ("state", Schema.choice(["valid", "expired", "revoked"])), ("createdAt", Schema.instant),
      ("expiresAt", Schema.instant), ("lastUsedAt", Schema.instant), ("revokedAt", Schema.instant),
      ("secret", Schema.string()),
    ], required: ["number", "name", "scopes", "state", "createdAt"])

  private static let auditEntry = Schema.object(
    [
      ("href", Schema.link), ("self", Schema.link), ("number", number), ("at", Schema.instant),
      ("author", Schema.string()), ("token", Schema.link), ("action", Schema.string()), ("kind", Schema.string()),
      ("id", Schema.string()), ("item", Schema.link), ("detail", Schema.object([])), ("hash", Schema.string()),
    ], required: ["number", "at", "author", "action"])

  private static let auditCheckpoint = Schema.object(
    [
      ("self", Schema.link), ("number", Schema.integer(0...Int(Int32.max))), ("hash", Schema.string()),
      ("at", Schema.instant), ("checkpoint", Schema.string()),
    ], required: ["self", "number", "hash", "at", "checkpoint"])

  private static let count = Schema.integer(0...Int(Int32.max))

  private static let statistics: JSON = {
    func counts(_ name: String, _ schema: JSON, number: String = "reads", more: [(String, JSON)] = []) -> JSON {
      Schema.list(Schema.object([(name, schema)] + more + [(number, count)], required: [number]))
    }
    return Schema.object(
      [
        ("self", Schema.link), ("from", Schema.string("date")), ("to", Schema.string("date")),
        ("total", count), ("days", counts("day", Schema.string("date"))),
        ("forms", counts("form", Schema.string())),
        ("releases", counts("id", Schema.string(), more: [("href", Schema.link), ("title", Schema.texts())])),
        ("searches", counts("query", Schema.string(), number: "count")),
        ("otherSearches", count),
      ], required: ["self", "from", "to", "total", "days", "forms", "releases", "searches", "otherSearches"])
  }()

  private static let publication = Schema.object(
    [
      ("href", Schema.link), ("number", number), ("change", Schema.choice(["published", "corrected", "withdrawn"])),
      ("state", Schema.choice(["planned", "due", "done", "takenBack"])), ("at", Schema.instant), ("revision", number),
      ("embargo", Schema.flag), ("languages", Schema.list(Schema.choice(Language.codes))),
      ("correction", Schema.texts()), ("minor", Schema.flag), ("reason", Schema.texts()), ("successor", Schema.link),
    ], required: ["href", "number", "change", "state", "at", "revision"])

  /// What a publication would be.
  private static let publicationForecast = Schema.object(
    [
      ("change", Schema.choice(["published", "corrected"])), ("version", number), ("revision", number),
      ("at", Schema.instant), ("embargo", Schema.flag), ("languages", Schema.list(Schema.choice(Language.codes))),
      ("minor", Schema.flag), ("people", count), ("webhooks", count), ("reviewers", Schema.list(Schema.string())),
      ("findings", Schema.list(Schema.reference("Finding"))),
    ], required: ["change", "version", "revision", "people", "webhooks", "findings"])
}

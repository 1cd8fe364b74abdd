// Converts the errors of the layers below into problem documents with HTTP statuses.

import Catalog
import Desk
import HTTPTypes
import Manuscript
import Storage
import Values

extension Problem {
  /// Nil for an error that no client can have caused.
  package init?(_ error: any Error) {
    switch error {
    case let problem as Problem: self = problem
    case let input as InvalidInput: self.init(input)
    case let error as DeskError: self.init(error)
    case let error as CatalogError: self.init(error)
    case let error as ReadTooLong: self = .unavailable(.tooBroad(error.limit))
    default: return nil
    }
  }

  private init(_ error: CatalogError) {
    switch error {
    case .readOnly: self = .readReplica
    case .unfinishedCopy: self = .unavailable(.copyUnfinished)
    case .notFound: self = .notFound
    }
  }

  private init(_ error: DeskError) {
    switch error {
    case .notFound: self = .notFound
    case .blocked(let blocking, let findings):
      let codes = blocking.map(\.code.rawValue).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
      self = .conflict("blockedByFindings", .blocked(by: codes))
      self.findings = findings
    case .unreadable(let reason, let type): self = .unreadable(reason, type)
    case .conflict(let conflict): self.init(conflict)
    }
  }

  private init(_ conflict: DeskError.Conflict) {
    self =
      switch conflict {
      case .withdrawn: .conflict("withdrawn", .alreadyWithdrawn)
      case .notADraft(let status): .conflict("notADraft", .notADraft(status.rawValue))
      case .notPublic(let status): .conflict("notPublic", .notPublic(status.rawValue))
      case .idTaken(let id): .conflict("idTaken", .idTaken(id))
      case .alreadyPlanned(let at): .conflict("alreadyPlanned", .alreadyPlanned(at))
      case .correctionNeeded: .conflict("correctionNeeded", .correctionNeeded)
      case .notPlanned: .conflict("notPlanned", .notPlanned)
      case .missingText(let language, let field):
        .conflict("missingText", .missingText(language.rawValue, field))
      case .secondPersonNeeded(let writer, let others):
        .conflict("secondPersonNeeded", .secondPersonNeeded(writer, among: others))
      case .keyReused(let key): .conflict("idempotencyKeyReused", .keyReused(key))
      case .secretShownOnce(let location): .conflict("secretShownOnce", .secretShownOnce(location))
      }
  }
}

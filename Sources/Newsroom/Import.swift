// Imports press releases from files, for the command line.

import API
import Content
import Desk
import Foundation
import GRDB
import Intake
import Manuscript
import Storage
import Values

/// The result of an import.
package struct ImportReport: Sendable {
  package struct Remark: Sendable {
    package let line: Int?
    package let isError: Bool
    package let code: String
    package let detail: String
  }

  package let id: String
  /// The address of the release.
  package let href: String
  /// False when the same text was imported before; the import then changed nothing.
  package let isNew: Bool
  /// Whether this import published the release, or planned its publication for the end of the embargo.
  package let isEntered: Bool
  /// The current status, such as `draft` or `published`.
  package let status: String
  package let remarks: [Remark]
}

extension Application {
  /// Stores the text of a press release as a draft, and publishes it on request.
  /// - Parameters:
  ///   - name: the name of the file. Its extension selects Word, PDF or HTML; all other files are text.
  ///   - isPublished: whether to publish the release.
  ///   - acknowledged: codes of findings that do not block publication.
  ///   - language: the language of the remarks: `nl`, `fr` or `en`.
  /// - Throws: `DataFault` with the reason in one line. A release that was stored but not published stays a draft.
  package func importRelease(
    _ bytes: [UInt8], named name: String, isPublished: Bool, acknowledged: [String], by author: Author, language: String
  ) throws -> ImportReport {
    let spoken = Language.ofErrors(lang: language, acceptLanguage: nil)
    do {
      let sent = try SentManuscript(bytes, FileType(fileName: name), reader: services.fileReader, from: author)
      let outcome = try services.store(.manuscript(sent), .releases, by: author)
      let isEntered = try isPublished && publish(outcome.id, acknowledged, by: author)
      // A publication may have made the id anew.
      let item = try desk.pool.read { db in try Item.find(db, kind: "release", id: outcome.id) }
      let id = item?.id ?? outcome.id
      return ImportReport(
        id: id, href: "\(publicURL)/releases/\(id)", isNew: outcome.isNew, isEntered: isEntered,
        status: (item?.status ?? .draft).rawValue,
        remarks: (outcome.findings ?? []).map { finding in
          ImportReport.Remark(
            line: finding.line, isError: finding.severity == .error, code: finding.code.rawValue,
            detail: finding.detail(in: spoken.rawValue))
        })
    } catch let error as DataFault {
      throw error
    } catch {
      guard let problem = Problem(error) else { throw error }
      let faults = problem.issues.reported.map { issue in
        (issue.name.isEmpty ? "" : "\(issue.name): ") + issue.message.text(in: spoken)
      }
      throw DataFault(([problem.message.text(in: spoken)] + faults).joined(separator: " "))
    }
  }

  /// Publishes an imported release.
  /// - Returns: false when it was already published or planned.
  private func publish(_ id: String, _ acknowledged: [String], by author: Author) throws -> Bool {
    let isEntered = try desk.pool.write { db in
      guard let item = try Item.find(db, kind: "release", id: id), item.version == 0, item.planned == nil else {
        return false
      }
      let request = PublicationRequest(
        of: council, avoiding: Routes.reservedIDs, acknowledged: acknowledged,
        needsSecondPerson: try services.needsSecondPerson)
      try request.enter(db, item, .releases, by: author)
      return true
    }
    do {
      try publisher.settle()
    } catch let error as DatabaseError {
      let reason = error.message ?? "SQLite error \(error.resultCode.rawValue)"
      throw DataFault("\(id) is due and will be public once public.sqlite is writable: \(reason)")
    }
    return isEntered
  }
}

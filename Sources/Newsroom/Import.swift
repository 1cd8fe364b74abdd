// The command line's way in: files with the text of press releases.

import API
import Content
import Desk
import Foundation
import GRDB
import Intake
import Manuscript
import Storage
import Values

/// What came of importing a file.
package struct ImportReport: Sendable {
  package struct Remark: Sendable {
    package let line: Int?
    package let isError: Bool
    package let code: String
    package let detail: String
  }

  package let id: String
  /// The release as a client finds it.
  package let href: String
  /// False when the same text was imported before: then nothing was changed.
  package let isNew: Bool
  /// Whether this import has published it, or planned that for when its embargo ends.
  package let isEntered: Bool
  /// `draft`, `published` …: what it is now.
  package let status: String
  package let remarks: [Remark]
}

extension Application {
  /// Stores the text of a press release as a draft, and publishes it if asked.
  /// - Parameters:
  ///   - name: the file's, whose ending tells its type; any other than those of Word, PDF and HTML is text.
  ///   - acknowledged: codes of findings that do not block publication.
  ///   - language: `nl`, `fr` or `en`, for the remarks.
  /// - Throws: `DataFault` with one line that says why not. A release that could be stored and not be published stays a
  ///   draft.
  package func importRelease(
    _ bytes: [UInt8], named name: String, isPublished: Bool, acknowledged: [String], by author: Author, language: String
  ) throws -> ImportReport {
    let spoken = Language.ofErrors(lang: language, acceptLanguage: nil)
    do {
      let sent = try SentManuscript(bytes, FileType(fileName: name))
      let outcome = try services.store(.manuscript(sent), .releases, by: author)
      let isEntered = try isPublished && publish(outcome.id, acknowledged, by: author)
      let item = try desk.pool.read { db in try Item.find(db, kind: "release", id: outcome.id) }
      return ImportReport(
        id: outcome.id, href: "\(publicURL)/releases/\(outcome.id)", isNew: outcome.isNew, isEntered: isEntered,
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
  /// - Returns: false when that was done or planned before.
  private func publish(_ id: String, _ acknowledged: [String], by author: Author) throws -> Bool {
    let isEntered = try desk.pool.write { db in
      guard let item = try Item.find(db, kind: "release", id: id), item.version == 0, item.planned == nil else {
        return false
      }
      let request = PublicationRequest(acknowledged: acknowledged, needsSecondPerson: try services.needsSecondPerson)
      try request.enter(db, item, .releases, by: author)
      return true
    }
    do {
      try publisher.settle()
    } catch let error as DatabaseError {
      let reason = error.message ?? "SQLite error \(error.resultCode.rawValue)"
      throw DataFault("\(id) is due, and public as soon as public.sqlite can be written: \(reason)")
    }
    return isEntered
  }
}

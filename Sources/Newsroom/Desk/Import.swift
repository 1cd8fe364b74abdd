// The command line's way in: files with the text of press releases.

import Foundation
import GRDB
import Manuscript

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
  package let isPublished: Bool
  package let remarks: [Remark]
}

extension Application {
  /// Stores the text of a press release as a draft, and publishes it if asked.
  /// - Parameters:
  ///   - acknowledged: codes of findings that do not block publication.
  ///   - language: `nl`, `fr` or `en`, for the remarks.
  /// - Throws: `DataFault` with one line that says why not. A release that could be stored and not be published stays a
  ///   draft.
  package func importRelease(
    _ text: [UInt8], isPublished: Bool, acknowledged: [String], by author: Author, language: String
  ) throws -> ImportReport {
    let spoken = Language.ofErrors(lang: language, acceptLanguage: nil)
    do {
      let outcome = try store(.manuscript(text), .releases, by: author)
      if isPublished {
        let request = PublicationRequest(acknowledged: acknowledged)
        try desk.pool.write { db in
          guard let item = try Item.find(db, kind: "release", id: outcome.id) else { return }
          if item.version == 0 { try request.enter(db, item, .releases, by: author) }
        }
        try publisher.settle()
      }
      return ImportReport(
        id: outcome.id, href: "\(publicURL)/releases/\(outcome.id)", isNew: outcome.isNew, isPublished: isPublished,
        remarks: (outcome.findings ?? []).map { finding in
          ImportReport.Remark(
            line: finding.line, isError: finding.severity == .error, code: finding.code.rawValue,
            detail: finding.detail(in: spoken.rawValue))
        })
    } catch let problem as Problem {
      let faults = problem.issues.map { $0.sentence.text(in: spoken) }
      throw DataFault(([problem.sentence.text(in: spoken)] + faults).joined(separator: " "))
    }
  }
}

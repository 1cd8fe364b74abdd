// The result of reading a manuscript: the draft, the findings, and the lines that are neither title nor text.

package struct ManuscriptResult: Sendable, Equatable {
  package var draft: Draft
  /// In the order of the manuscript's lines; those about the whole come last.
  package var findings: [Finding]
  /// The lines that were understood and are no part of the title, text or contacts.
  package var recognised: [RecognisedLine]

  /// The faults for which the manuscript cannot become a release at all: no title, no text, not a text file.
  /// Empty when it can.
  package var refusals: [Finding] {
    findings.filter { finding in
      switch finding.code {
      case .notText: true
      case .missingTitle: draft.title.isEmpty
      case .missingText: draft.lead.isEmpty && draft.body.isEmpty
      default: false
      }
    }
  }

  /// A line that was understood: part of the letterhead, an end mark, a heading that only announces a field.
  package struct RecognisedLine: Sendable, Equatable {
    package enum Role: String, Sendable {
      case letterhead, kind, embargo, releaseNote, date, label, contactHeading, notesHeading, languageMark, endMark,
        rule
    }

    /// The line of the raw text, from 1.
    package var line: Int
    package var text: String
    package var role: Role
  }
}

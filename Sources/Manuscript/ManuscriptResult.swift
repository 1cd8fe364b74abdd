// The result of reading a manuscript: the draft, the findings and the recognized lines.

package struct ManuscriptResult: Sendable, Equatable {
  package var draft: Draft
  /// The findings in the order of the manuscript's lines; those about the whole text come last.
  package var findings: [Finding]
  /// Lines that were understood but are not part of the title, text or contacts.
  package var recognised: [RecognisedLine]

  /// The findings that keep the manuscript from becoming a release: no title, no text, not a text file.
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

  /// A line such as letterhead, an end mark, or a heading that only announces a field.
  package struct RecognisedLine: Sendable, Equatable {
    package enum Role: String, Sendable {
      case letterhead, kind, embargo, releaseNote, date, label, contactHeading, notesHeading, languageMark, endMark,
        rule, mail, byline, furniture
    }

    /// The line of the raw text, from 1.
    package var line: Int
    package var text: String
    package var role: Role
  }
}

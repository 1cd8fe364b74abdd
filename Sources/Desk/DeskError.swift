// The reasons for which the desk refuses a request. The API turns each case into a problem document.

import Content
import Intake
import Manuscript
import Values

package enum DeskError: Error {
  /// The item, or a numbered part of it such as a revision, does not exist.
  case notFound
  /// The stored state does not allow the action.
  case conflict(Conflict)
  /// The findings `by` block a publication; `findings` are all findings.
  case blocked(by: [Finding], findings: [Finding])
  /// A manuscript file that cannot be read.
  case unreadable(Unreadable, FileType)

  package enum Conflict: Sendable {
    case withdrawn
    case notADraft(Status)
    case notPublic(Status)
    case idTaken(String)
    case alreadyPlanned(Instant)
    case correctionNeeded
    /// The publication is not planned, so it cannot be rescheduled or cancelled.
    case notPlanned
    case missingText(Language, field: String)
    /// Four eyes: the publisher among the writers of the text, and the names of others who may publish it.
    case secondPersonNeeded(writer: String, others: [String])
    /// Four eyes: the note of a correction comes from its publisher.
    case secondPersonNeededForNote(others: [String])
    /// The idempotency key was used with a different request.
    case keyReused(String)
    /// The first response had a secret and is not kept. The created resource is at this location.
    case secretShownOnce(location: String)
  }
}

// Why the desk refuses what it is asked; the API turns each case into a problem document.

import Content
import Intake
import Manuscript
import Values

package enum DeskError: Error {
  /// There is no such item, or nothing of that number belongs to it.
  case notFound
  /// What is stored does not allow it.
  case conflict(Conflict)
  /// These findings block a publication; `findings` are all there are.
  case blocked(by: [Finding], findings: [Finding])
  /// A file that gives no text.
  case unreadable(Unreadable, FileType)

  package enum Conflict: Sendable {
    case withdrawn
    case notADraft(Status)
    case notPublic(Status)
    case idTaken(String)
    case alreadyPlanned(Instant)
    case correctionNeeded
    /// What is not planned can be neither moved nor cancelled.
    case notPlanned
    case missingText(Language, field: String)
    /// Four eyes: the writer, and the names of those who may publish.
    case secondPersonNeeded(writer: String, others: [String])
    /// The same idempotency key came with another request.
    case keyReused(String)
    /// The first answer held a secret, and is not kept; what was made is found there.
    case secretShownOnce(location: String)
  }
}

// The settings that the operator gives when the newsroom starts.

import Content
import Delivery
import Outbound

/// The settings of a newsroom. They do not change while it runs.
package struct Settings: Sendable {
  /// The folder of the data files; it is created if absent.
  package var directory: String
  /// The public address without a slash at the end: `https://press.example`. Links begin with it.
  package var publicURL: String
  /// The number of requests that are handled at the same time.
  package var workers: Int
  /// Whether only another person than its writer may publish a revision.
  package var needsSecondPerson: Bool
  /// The addresses that outbound requests may reach.
  package var addressRules: AddressRules
  /// The WebSub hub that feeds name, and that is notified of their changes.
  package var hub: Hub?
  /// Whether links are checked.
  package var checksLinks: Bool
  package var council: Council
  /// Nil when no mail is sent.
  package var mail: MailSettings?
  /// The path of this program, which starts itself again to read a file.
  package var executable: String

  package init(
    directory: String, publicURL: String = "http://127.0.0.1:8080", workers: Int = 4, needsSecondPerson: Bool = false,
    addressRules: AddressRules = AddressRules(), hub: Hub? = nil, checksLinks: Bool = false,
    council: Council = Council(), mail: MailSettings? = nil, executable: String = "/proc/self/exe"
  ) {
    self.directory = directory
    self.publicURL = publicURL
    self.workers = workers
    self.needsSecondPerson = needsSecondPerson
    self.addressRules = addressRules
    self.hub = hub
    self.checksLinks = checksLinks
    self.council = council
    self.mail = mail
    self.executable = executable
  }
}

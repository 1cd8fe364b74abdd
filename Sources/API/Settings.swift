// What the operator of a newsroom decides when it is started.

import Content
import Delivery
import Outbound

/// Settings of a newsroom that do not change while it runs.
package struct Settings: Sendable {
  /// The folder of the two files; created if absent.
  package var directory: String
  /// Where clients find it, without a slash at the end: `https://press.example`. Links begin with it.
  package var publicURL: String
  /// Requests answered at once.
  package var workers: Int
  /// Four eyes: someone else than its writer has to publish a revision.
  package var needsSecondPerson: Bool
  /// Which addresses what goes out may be sent to.
  package var addressRules: AddressRules
  /// The WebSub hub that feeds name and that is told of what changes in them.
  package var hub: Hub?
  /// Whether it is looked if links lead anywhere.
  package var checksLinks: Bool
  package var council: Council
  /// Nil when no mail is sent.
  package var mail: MailSettings?

  package init(
    directory: String, publicURL: String = "http://127.0.0.1:8080", workers: Int = 4, needsSecondPerson: Bool = false,
    addressRules: AddressRules = AddressRules(), hub: Hub? = nil, checksLinks: Bool = false,
    council: Council = Council(), mail: MailSettings? = nil
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
  }
}

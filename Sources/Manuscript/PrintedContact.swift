// One contact of one edition, before the editions are combined.

import Values

/// One contact as printed in one language.
struct PrintedContact: Sendable {
  var name = ""
  var roles: [String] = []
  var group: String?
  var organisation: String?
  var email: String?
  var printedPhone: String?
  /// Further numbers of the same person.
  var otherPhones: [String] = []
  /// The language of the text, which tells the country of a national number.
  var language: Language?
  var line = 0
  /// The line of its role.
  var roleLine = 0
  /// Findings about it. Their place gets the contact's index in the draft later.
  var findings: [Finding] = []

  var role: String? { roles.isEmpty ? nil : roles.joined(separator: ", ") }

  var phone: String? { printedPhone.flatMap(e164) }

  /// All valid numbers.
  var phones: [String] { ([printedPhone].compactMap { $0 } + otherPhones).compactMap(e164) }

  func e164(_ printed: String) -> String? { Phone.e164(printed) ?? language.flatMap { Phone.foreign(printed, $0) } }
}

// One contact of one edition, before the editions are combined.

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
  /// The country of national numbers, when it is not Belgium.
  var country: Phone.Country?
  var line = 0
  /// The line of its role.
  var roleLine = 0
  /// Findings about it. Their place gets the contact's index in the draft later.
  var findings: [Finding] = []

  var role: String? { roles.isEmpty ? nil : roles.joined(separator: ", ") }

  var phone: String? { printedPhone.flatMap(e164) }

  /// All valid numbers.
  var phones: [String] { ([printedPhone].compactMap { $0 } + otherPhones).compactMap(e164) }

  func e164(_ printed: String) -> String? { country?.national(printed) ?? Phone.e164(printed) }
}

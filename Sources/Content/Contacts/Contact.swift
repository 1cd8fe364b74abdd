// The people and organizations that answer journalists.

import Manuscript
import Values

extension Resource {
  package static let contacts = Resource(
    kind: "contact",
    path: "contacts",
    fields: [
      Field("id", .identifier),
      Field("name", .label(300), required: true),
      Field("role", .label(300)),
      Field("organisation", .label(300)),
      Field("languages", .list(.language, 4)),
      Field("email", .email),
      Field("phone", .phone),
      Field("phonePrinted", .phone),
    ],
    naming: "name",
    summary: ["name", "role", "organisation", "languages"],
    order: .name,
    filters: [.text("role", field: "role")],
    texts: [["role"], ["organisation"]],
    // Lists show no phone numbers or addresses of a person; an organization has its name in each language.
    summaryOf: { $0["name"]?.languages == nil ? [] : ["email", "phone", "phonePrinted"] },
    normalize: { contact, _ in contact.withPhoneInE164() },
    check: { contact in
      guard contact["phone"] == nil, let printed = contact["phonePrinted"]?.string else { return [] }
      return [Finding(.invalidPhone, place: "phone", value: printed)]
    })
}

extension JSONObject {
  /// Adds `phone` in E.164 (ITU-T) beside `phonePrinted`. An unreadable number stays in `phonePrinted` only.
  func withPhoneInE164() -> JSONObject {
    var contact = self
    guard let given = contact["phone"]?.string ?? contact["phonePrinted"]?.string else { return contact }
    let number = Phone.e164(given)
    contact["phone"] = number.map(JSON.string)
    if number == nil || number != given && contact["phonePrinted"] == nil { contact["phonePrinted"] = .string(given) }
    return contact
  }
}

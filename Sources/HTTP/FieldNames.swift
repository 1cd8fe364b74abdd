// Field names as constants.

import HTTPTypes

extension HTTPField.Name {
  /// A field name without a constant in HTTPTypes. An invalid name stops the program, since using another field
  /// instead would go unnoticed.
  package init(static name: StaticString) {
    guard let name = HTTPField.Name("\(name)") else { preconditionFailure("“\(name)” is not a field name") }
    self = name
  }
}

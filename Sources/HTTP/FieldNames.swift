// Field names that the code spells out.

import HTTPTypes

extension HTTPField.Name {
  /// A name that HTTPTypes has no constant for. A misspelt one stops the program: another field in its place would go
  /// unnoticed.
  package init(static name: StaticString) {
    guard let name = HTTPField.Name("\(name)") else { preconditionFailure("“\(name)” is no field name") }
    self = name
  }
}

// The source of the projection's items; the desk implements it for each audience.

import Content
import Values

/// The items of the desk, as one audience sees them.
package protocol ItemSource {
  /// The item with this number; nil when this audience may not see it.
  func item(_ number: Int64) throws -> Item?

  /// The number of an item, deleted or not; nil when it never existed.
  func number(kind: String, id: String) throws -> Int64?

  /// The last request to check the item's text that no publication has followed: `author`, `at` and `note`.
  func reviewRequest(for item: Item) throws -> JSONObject?

  /// The state of the newest revision's text, by language: `{"nl": "ready", "fr": "draft"}`.
  func languageStates(of number: Int64) throws -> JSONObject
}

// Where the projection takes items from; the desk implements it for each audience.

import Content
import Values

/// The items of the desk as one audience has them.
package protocol ItemSource {
  /// The item with this number; nil when this audience has none.
  func item(_ number: Int64) throws -> Item?

  /// The number of an item, deleted or not; nil when there never was one.
  func number(kind: String, id: String) throws -> Int64?

  /// How far the newest revision's text is in each language, by language: `{"nl": "ready", "fr": "draft"}`.
  func languageStates(of number: Int64) throws -> JSONObject
}

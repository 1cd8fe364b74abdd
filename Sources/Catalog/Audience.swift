// The three audiences; each one reads its own file.

/// What a reader may see. Each audience has its own file, and all three have the same tables.
package enum Audience: Sendable {
  /// Public items only.
  case anyone
  /// Public items, and embargoed items as they will be published.
  case embargo
  /// The newest revision of every item, drafts included.
  case desk
}

// Who reads, and so which of the three files.

/// What a reader may see. Each audience has a file of its own with the same tables.
package enum Audience: Sendable {
  /// What is public.
  case anyone
  /// That, and what is embargoed, as it will go out.
  case embargo
  /// The newest of everything.
  case desk
}

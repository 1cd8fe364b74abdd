// The SQL files of this folder, embedded in the binary.

/// One step of a database schema. Steps only go forward and never change after their release.
package struct Migration: Sendable {
  /// The file's name without `.sql`.
  package let name: String
  package let sql: String

  package init(name: String, sql: String) { (self.name, self.sql) = (name, sql) }

  fileprivate init(_ name: String, _ bytes: [UInt8]) {
    self.init(name: name, sql: String(decoding: bytes, as: UTF8.self))
  }
}

/// The schema steps of each file, in order. The list is explicit because the resource generator changes file names. A
/// test compares it with the folder.
package enum Migrations {
  private static let projection = Migration("0001_create_projection", PackageResources._001_create_projection_sql)

  private static let search = Migration("0003_create_search", PackageResources._003_create_search_sql)

  private static let faster = [
    Migration("0004_put_body_last", PackageResources._004_put_body_last_sql),
    Migration("0005_pack_facets", PackageResources._005_pack_facets_sql),
  ]

  /// The steps of every file.
  package static let shared = [projection, search] + faster

  package static let publicFile =
    [
      projection,
      Migration("0002_create_changes", PackageResources._002_create_changes_sql),
      search,
    ] + faster + [
      Migration("0006_tell_age", PackageResources._006_tell_age_sql),
      Migration("0007_forget_plans", PackageResources._007_forget_plans_sql),
      Migration("0008_mark_minor_changes", PackageResources._008_mark_minor_changes_sql),
    ]

  package static let desk =
    shared + [
      Migration("0001_create_desk", PackageResources._001_create_desk_sql),
      Migration("0002_create_idempotency_keys", PackageResources._002_create_idempotency_keys_sql),
      Migration("0003_chain_audit", PackageResources._003_chain_audit_sql),
      Migration("0004_queue_for_embargo_readers", PackageResources._004_queue_for_embargo_readers_sql),
      Migration("0005_explain_revisions", PackageResources._005_explain_revisions_sql),
      Migration("0006_track_languages", PackageResources._006_track_languages_sql),
      Migration("0007_create_previews", PackageResources._007_create_previews_sql),
      Migration("0008_create_sessions", PackageResources._008_create_sessions_sql),
      Migration("0009_count_reads", PackageResources._009_count_reads_sql),
      Migration("0010_hold_after_restore", PackageResources._010_hold_after_restore_sql),
      Migration("0011_create_outbox", PackageResources._011_create_outbox_sql),
      Migration("0012_create_subscribers", PackageResources._012_create_subscribers_sql),
      Migration("0013_check_links", PackageResources._013_check_links_sql),
      Migration("0014_erase_persons", PackageResources._014_erase_persons_sql),
      Migration("0015_guard_erasures", PackageResources._015_guard_erasures_sql),
      Migration("0016_draft_corrections", PackageResources._016_draft_corrections_sql),
      Migration("0017_redirect_and_seal", PackageResources._017_redirect_and_seal_sql),
      Migration("0018_explain_publications", PackageResources._018_explain_publications_sql),
      Migration("0019_keep_unsaved_edits", PackageResources._019_keep_unsaved_edits_sql),
      Migration("0020_follow_dates", PackageResources._020_follow_dates_sql),
    ]

  package static let embargoFile = shared
}

// The text files that the program carries. A Swift array literal of their bytes compiles for 30 seconds; this does not.

#include "CFiles.h"

#include <stddef.h>

#pragma clang diagnostic ignored "-Wc23-extensions"

static const EmbeddedFile files[] = {
  {"Desk/api.js", (const char[]){
#embed "../Web/Desk/api.js" suffix(, 0)
  }},
  {"Desk/audit.js", (const char[]){
#embed "../Web/Desk/audit.js" suffix(, 0)
  }},
  {"Desk/blank.js", (const char[]){
#embed "../Web/Desk/blank.js" suffix(, 0)
  }},
  {"Desk/conflict.js", (const char[]){
#embed "../Web/Desk/conflict.js" suffix(, 0)
  }},
  {"Desk/create.js", (const char[]){
#embed "../Web/Desk/create.js" suffix(, 0)
  }},
  {"Desk/deliveries.js", (const char[]){
#embed "../Web/Desk/deliveries.js" suffix(, 0)
  }},
  {"Desk/description.js", (const char[]){
#embed "../Web/Desk/description.js" suffix(, 0)
  }},
  {"Desk/desk.css", (const char[]){
#embed "../Web/Desk/desk.css" suffix(, 0)
  }},
  {"Desk/desk.html", (const char[]){
#embed "../Web/Desk/desk.html" suffix(, 0)
  }},
  {"Desk/documents.js", (const char[]){
#embed "../Web/Desk/documents.js" suffix(, 0)
  }},
  {"Desk/dom.js", (const char[]){
#embed "../Web/Desk/dom.js" suffix(, 0)
  }},
  {"Desk/drafts.js", (const char[]){
#embed "../Web/Desk/drafts.js" suffix(, 0)
  }},
  {"Desk/editing.js", (const char[]){
#embed "../Web/Desk/editing.js" suffix(, 0)
  }},
  {"Desk/editor.js", (const char[]){
#embed "../Web/Desk/editor.js" suffix(, 0)
  }},
  {"Desk/en-more.js", (const char[]){
#embed "../Web/Desk/en-more.js" suffix(, 0)
  }},
  {"Desk/en.js", (const char[]){
#embed "../Web/Desk/en.js" suffix(, 0)
  }},
  {"Desk/findings.js", (const char[]){
#embed "../Web/Desk/findings.js" suffix(, 0)
  }},
  {"Desk/form.js", (const char[]){
#embed "../Web/Desk/form.js" suffix(, 0)
  }},
  {"Desk/fr-more.js", (const char[]){
#embed "../Web/Desk/fr-more.js" suffix(, 0)
  }},
  {"Desk/fr.js", (const char[]){
#embed "../Web/Desk/fr.js" suffix(, 0)
  }},
  {"Desk/history.js", (const char[]){
#embed "../Web/Desk/history.js" suffix(, 0)
  }},
  {"Desk/intake.js", (const char[]){
#embed "../Web/Desk/intake.js" suffix(, 0)
  }},
  {"Desk/links.js", (const char[]){
#embed "../Web/Desk/links.js" suffix(, 0)
  }},
  {"Desk/list.js", (const char[]){
#embed "../Web/Desk/list.js" suffix(, 0)
  }},
  {"Desk/main.js", (const char[]){
#embed "../Web/Desk/main.js" suffix(, 0)
  }},
  {"Desk/manuscript.js", (const char[]){
#embed "../Web/Desk/manuscript.js" suffix(, 0)
  }},
  {"Desk/moments.js", (const char[]){
#embed "../Web/Desk/moments.js" suffix(, 0)
  }},
  {"Desk/nl-more.js", (const char[]){
#embed "../Web/Desk/nl-more.js" suffix(, 0)
  }},
  {"Desk/nl.js", (const char[]){
#embed "../Web/Desk/nl.js" suffix(, 0)
  }},
  {"Desk/paging.js", (const char[]){
#embed "../Web/Desk/paging.js" suffix(, 0)
  }},
  {"Desk/pick.js", (const char[]){
#embed "../Web/Desk/pick.js" suffix(, 0)
  }},
  {"Desk/publish.js", (const char[]){
#embed "../Web/Desk/publish.js" suffix(, 0)
  }},
  {"Desk/publishing.js", (const char[]){
#embed "../Web/Desk/publishing.js" suffix(, 0)
  }},
  {"Desk/resources.js", (const char[]){
#embed "../Web/Desk/resources.js" suffix(, 0)
  }},
  {"Desk/secrets.js", (const char[]){
#embed "../Web/Desk/secrets.js" suffix(, 0)
  }},
  {"Desk/session.js", (const char[]){
#embed "../Web/Desk/session.js" suffix(, 0)
  }},
  {"Desk/subscribers.js", (const char[]){
#embed "../Web/Desk/subscribers.js" suffix(, 0)
  }},
  {"Desk/times.js", (const char[]){
#embed "../Web/Desk/times.js" suffix(, 0)
  }},
  {"Desk/tokens.js", (const char[]){
#embed "../Web/Desk/tokens.js" suffix(, 0)
  }},
  {"Desk/translations.js", (const char[]){
#embed "../Web/Desk/translations.js" suffix(, 0)
  }},
  {"Desk/words.js", (const char[]){
#embed "../Web/Desk/words.js" suffix(, 0)
  }},
  {"Pages/newsroom.css", (const char[]){
#embed "../Web/Pages/newsroom.css" suffix(, 0)
  }},
  {"Pages/newsroom.js", (const char[]){
#embed "../Web/Pages/newsroom.js" suffix(, 0)
  }},
  {"Pages/reference.json", (const char[]){
#embed "../Web/Pages/reference.json" suffix(, 0)
  }},
  {"Examples/examples.json", (const char[]){
#embed "../API/Examples/examples.json" suffix(, 0)
  }},
  {"Demo/demo.json", (const char[]){
#embed "../Newsroom/Demo/demo.json" suffix(, 0)
  }},
  {"migrations/desk/0001_create_desk.sql", (const char[]){
#embed "../../migrations/desk/0001_create_desk.sql" suffix(, 0)
  }},
  {"migrations/desk/0002_create_idempotency_keys.sql", (const char[]){
#embed "../../migrations/desk/0002_create_idempotency_keys.sql" suffix(, 0)
  }},
  {"migrations/desk/0003_chain_audit.sql", (const char[]){
#embed "../../migrations/desk/0003_chain_audit.sql" suffix(, 0)
  }},
  {"migrations/desk/0004_queue_for_embargo_readers.sql", (const char[]){
#embed "../../migrations/desk/0004_queue_for_embargo_readers.sql" suffix(, 0)
  }},
  {"migrations/desk/0005_explain_revisions.sql", (const char[]){
#embed "../../migrations/desk/0005_explain_revisions.sql" suffix(, 0)
  }},
  {"migrations/desk/0006_track_languages.sql", (const char[]){
#embed "../../migrations/desk/0006_track_languages.sql" suffix(, 0)
  }},
  {"migrations/desk/0007_create_previews.sql", (const char[]){
#embed "../../migrations/desk/0007_create_previews.sql" suffix(, 0)
  }},
  {"migrations/desk/0008_create_sessions.sql", (const char[]){
#embed "../../migrations/desk/0008_create_sessions.sql" suffix(, 0)
  }},
  {"migrations/desk/0009_count_reads.sql", (const char[]){
#embed "../../migrations/desk/0009_count_reads.sql" suffix(, 0)
  }},
  {"migrations/desk/0010_hold_after_restore.sql", (const char[]){
#embed "../../migrations/desk/0010_hold_after_restore.sql" suffix(, 0)
  }},
  {"migrations/desk/0011_create_outbox.sql", (const char[]){
#embed "../../migrations/desk/0011_create_outbox.sql" suffix(, 0)
  }},
  {"migrations/desk/0012_create_subscribers.sql", (const char[]){
#embed "../../migrations/desk/0012_create_subscribers.sql" suffix(, 0)
  }},
  {"migrations/desk/0013_check_links.sql", (const char[]){
#embed "../../migrations/desk/0013_check_links.sql" suffix(, 0)
  }},
  {"migrations/desk/0014_erase_persons.sql", (const char[]){
#embed "../../migrations/desk/0014_erase_persons.sql" suffix(, 0)
  }},
  {"migrations/desk/0015_guard_erasures.sql", (const char[]){
#embed "../../migrations/desk/0015_guard_erasures.sql" suffix(, 0)
  }},
  {"migrations/desk/0016_draft_corrections.sql", (const char[]){
#embed "../../migrations/desk/0016_draft_corrections.sql" suffix(, 0)
  }},
  {"migrations/desk/0017_redirect_and_seal.sql", (const char[]){
#embed "../../migrations/desk/0017_redirect_and_seal.sql" suffix(, 0)
  }},
  {"migrations/desk/0018_explain_publications.sql", (const char[]){
#embed "../../migrations/desk/0018_explain_publications.sql" suffix(, 0)
  }},
  {"migrations/desk/0019_keep_unsaved_edits.sql", (const char[]){
#embed "../../migrations/desk/0019_keep_unsaved_edits.sql" suffix(, 0)
  }},
  {"migrations/desk/0020_follow_dates.sql", (const char[]){
#embed "../../migrations/desk/0020_follow_dates.sql" suffix(, 0)
  }},
  {"migrations/public/0001_create_projection.sql", (const char[]){
#embed "../../migrations/public/0001_create_projection.sql" suffix(, 0)
  }},
  {"migrations/public/0002_create_changes.sql", (const char[]){
#embed "../../migrations/public/0002_create_changes.sql" suffix(, 0)
  }},
  {"migrations/public/0003_create_search.sql", (const char[]){
#embed "../../migrations/public/0003_create_search.sql" suffix(, 0)
  }},
  {"migrations/public/0004_put_body_last.sql", (const char[]){
#embed "../../migrations/public/0004_put_body_last.sql" suffix(, 0)
  }},
  {"migrations/public/0005_pack_facets.sql", (const char[]){
#embed "../../migrations/public/0005_pack_facets.sql" suffix(, 0)
  }},
  {"migrations/public/0006_tell_age.sql", (const char[]){
#embed "../../migrations/public/0006_tell_age.sql" suffix(, 0)
  }},
  {"migrations/public/0007_forget_plans.sql", (const char[]){
#embed "../../migrations/public/0007_forget_plans.sql" suffix(, 0)
  }},
  {"migrations/public/0008_mark_minor_changes.sql", (const char[]){
#embed "../../migrations/public/0008_mark_minor_changes.sql" suffix(, 0)
  }},
  {NULL, NULL},
};

const EmbeddedFile *embeddedFiles(void) { return files; }

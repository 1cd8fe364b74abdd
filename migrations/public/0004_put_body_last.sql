-- SQLite walks over a row's columns from the first: a page of a collection reads summaries, and shall not walk over the
-- bodies to reach them.

ALTER TABLE documents ADD COLUMN content BLOB NOT NULL DEFAULT x'';

UPDATE documents SET content = body;

ALTER TABLE documents DROP COLUMN body;

ALTER TABLE documents RENAME COLUMN content TO body;

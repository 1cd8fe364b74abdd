-- Each row of the audit log carries a SHA-256 of the hash before it and of its own content, so that a row that was
-- changed, removed or put in between is noticed, also when someone has gone past the triggers. Rows from before this
-- migration have no hash of their own: the first row that has one covers them all.

ALTER TABLE audit ADD COLUMN token INTEGER REFERENCES tokens; -- what the author came with; NULL on the command line
ALTER TABLE audit ADD COLUMN hash BLOB;

CREATE INDEX auditByItem ON audit (kind, id);
CREATE INDEX auditByAuthor ON audit (author);
CREATE INDEX auditByAction ON audit (action);
CREATE INDEX auditByTime ON audit (at);

-- INSERT OR REPLACE deletes without asking the triggers on deletion.
CREATE TRIGGER auditGrows BEFORE INSERT ON audit
WHEN EXISTS (SELECT 1 FROM audit WHERE number = new.number) BEGIN
  SELECT RAISE(ABORT, 'the audit log is immutable');
END;

CREATE TRIGGER revisionsGrow BEFORE INSERT ON revisions
WHEN EXISTS (SELECT 1 FROM revisions WHERE item = new.item AND number = new.number) BEGIN
  SELECT RAISE(ABORT, 'revisions are immutable');
END;

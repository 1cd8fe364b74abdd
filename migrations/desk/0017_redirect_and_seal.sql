-- Former ids of items. An id that named a person was replaced when the person was erased. Its hash finds the item for
-- those who know the former address, and tells nobody else the name.

CREATE TABLE redirects (
  kind TEXT NOT NULL,
  hash BLOB NOT NULL,               -- SHA-256 of the former id
  item INTEGER NOT NULL REFERENCES items,
  PRIMARY KEY (kind, hash)
) STRICT, WITHOUT ROWID;

-- The id of a deleted draft is free again: a number behind the next one would reveal that there was a draft.
UPDATE items SET id = '~' || number WHERE deletedAt IS NOT NULL;

-- Erasing a person may also change the id in a row of the audit log.
DROP TRIGGER auditStays;
CREATE TRIGGER auditStays BEFORE UPDATE ON audit
WHEN NOT EXISTS (SELECT 1 FROM erasing)
  OR new.number IS NOT old.number OR new.at IS NOT old.at OR new.action IS NOT old.action OR new.kind IS NOT old.kind
  OR new.token IS NOT old.token OR new.hash IS NOT old.hash
BEGIN
  SELECT RAISE(ABORT, 'the audit log is immutable');
END;

-- The columns of a row of the audit log are hashed apart, with salts, so that erasing a person changes the named columns
-- and no others: an erased column keeps its digest, and loses the salt by which a guess could be tested. Rows from
-- before have no salts.
ALTER TABLE audit ADD COLUMN salts BLOB;         -- 16 bytes each for author, id and detail; zeros once erased
ALTER TABLE audit ADD COLUMN authorDigest BLOB;  -- of the column before it was erased; NULL where it stands as written
ALTER TABLE audit ADD COLUMN idDigest BLOB;
ALTER TABLE audit ADD COLUMN detailDigest BLOB;

-- Whether the digests of all revisions are in the audit log. Those from before are added with the next row.
ALTER TABLE situation ADD COLUMN isSealed INTEGER NOT NULL DEFAULT 0 CHECK (isSealed IN (0, 1));
UPDATE situation SET isSealed = NOT EXISTS (SELECT 1 FROM revisions);

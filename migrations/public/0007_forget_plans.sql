-- When the next planned item goes out is nobody's business before it does: the process that publishes knows it.
ALTER TABLE state DROP COLUMN nextInstant;

-- Former ids of items, as the desk has them.
CREATE TABLE formerIDs (
  kind   TEXT NOT NULL,
  hash   BLOB NOT NULL,             -- SHA-256 of the former id
  number INTEGER NOT NULL,          -- of the item
  PRIMARY KEY (kind, hash)
) STRICT, WITHOUT ROWID;

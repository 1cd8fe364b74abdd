-- Signed links that show one revision to somebody without a token, until they expire or are revoked.

CREATE TABLE previews (
  number    INTEGER PRIMARY KEY AUTOINCREMENT,
  item      INTEGER NOT NULL,
  revision  INTEGER NOT NULL,
  document  BLOB NOT NULL,        -- the JSON shown, as the public would have had it at that moment
  createdAt INTEGER NOT NULL,
  createdBy TEXT NOT NULL,
  expiresAt INTEGER NOT NULL,
  revokedAt INTEGER,
  FOREIGN KEY (item, revision) REFERENCES revisions
) STRICT;

CREATE INDEX previewsByItem ON previews (item);

-- What the newsroom signs with.
CREATE TABLE keys (
  name TEXT PRIMARY KEY,
  key  BLOB NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO keys VALUES ('previews', randomblob(32));

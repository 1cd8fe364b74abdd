-- What the council works on: items and their revisions, what was and will be published, who did it.

CREATE TABLE kinds (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

INSERT INTO kinds VALUES ('release'), ('advice'), ('site'), ('contact');

CREATE TABLE items (
  number    INTEGER PRIMARY KEY AUTOINCREMENT,
  kind      TEXT NOT NULL REFERENCES kinds,
  id        TEXT NOT NULL,
  createdAt INTEGER NOT NULL,
  deletedAt INTEGER,              -- a deleted draft keeps its row: an id is never used again
  UNIQUE (kind, id)
) STRICT;

CREATE TABLE revisions (
  item     INTEGER NOT NULL REFERENCES items,
  number   INTEGER NOT NULL,      -- 1, 2, 3 … for each item
  document TEXT NOT NULL,         -- JSON, as the client wrote it
  at       INTEGER NOT NULL,
  author   TEXT NOT NULL,         -- the name of the token, or of the command
  PRIMARY KEY (item, number)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER revisionsStay BEFORE UPDATE ON revisions BEGIN SELECT RAISE(ABORT, 'revisions are immutable'); END;
CREATE TRIGGER revisionsRemain BEFORE DELETE ON revisions BEGIN SELECT RAISE(ABORT, 'revisions are immutable'); END;

-- The raw text of imported press releases; the hash finds a second import of the same text.
CREATE TABLE manuscripts (
  hash     BLOB PRIMARY KEY,      -- SHA-256 of text
  item     INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  text     BLOB NOT NULL,
  FOREIGN KEY (item, revision) REFERENCES revisions
) STRICT, WITHOUT ROWID;

CREATE INDEX manuscriptsByItem ON manuscripts (item, revision);

-- Publications and withdrawals, first planned, then due, then done: the three steps of publishing.
CREATE TABLE publications (
  item         INTEGER NOT NULL REFERENCES items,
  number       INTEGER NOT NULL,  -- 1, 2, 3 … for each item
  change       TEXT NOT NULL CHECK (change IN ('published', 'corrected', 'withdrawn')),
  revision     INTEGER NOT NULL,  -- pinned: later edits do not go out with it
  note         TEXT,              -- JSON: a correction's note or a withdrawal's reason, by language
  embargo      INTEGER NOT NULL DEFAULT 0 CHECK (embargo IN (0, 1)),
  at           INTEGER NOT NULL,  -- when it is to be public
  requestedAt  INTEGER NOT NULL,
  requestedBy  TEXT NOT NULL,
  state        TEXT NOT NULL CHECK (state IN ('planned', 'due', 'done', 'takenBack')),
  changeNumber INTEGER UNIQUE,    -- its place in the public order, given when it falls due
  PRIMARY KEY (item, number),
  FOREIGN KEY (item, revision) REFERENCES revisions,
  CHECK ((changeNumber IS NULL) = (state IN ('planned', 'takenBack')))
) STRICT, WITHOUT ROWID;

CREATE INDEX publicationsByState ON publications (state, at) WHERE state IN ('planned', 'due');

CREATE TABLE tokens (
  number     INTEGER PRIMARY KEY,
  hash       BLOB NOT NULL UNIQUE, -- SHA-256; the token itself is shown once and kept nowhere
  name       TEXT NOT NULL,
  scopes     TEXT NOT NULL,        -- space-separated
  createdAt  INTEGER NOT NULL,
  expiresAt  INTEGER,
  lastUsedAt INTEGER,
  revokedAt  INTEGER
) STRICT;

CREATE TABLE audit (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  at     INTEGER NOT NULL,
  author TEXT NOT NULL,
  action TEXT NOT NULL,
  kind   TEXT,
  id     TEXT,
  detail TEXT                      -- JSON
) STRICT;

CREATE TRIGGER auditStays BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is immutable'); END;
CREATE TRIGGER auditRemains BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is immutable'); END;

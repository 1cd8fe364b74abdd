-- What happened in public, in exact order, and when what is public last moved or will move next.

CREATE TABLE changes (
  number  INTEGER PRIMARY KEY,    -- given by the desk
  kind    TEXT NOT NULL,
  id      TEXT NOT NULL,
  change  TEXT NOT NULL CHECK (change IN ('published', 'corrected', 'withdrawn')),
  version INTEGER NOT NULL,
  at      INTEGER NOT NULL
) STRICT;

CREATE TABLE state (
  generation  INTEGER NOT NULL,   -- moves with every public commit; answers are cached for one generation
  changedAt   INTEGER NOT NULL,
  nextInstant INTEGER,            -- the bare time of the next scheduled change: cached answers end there
  epoch       TEXT NOT NULL       -- a restored file starts another, so that a cursor into the lost one is noticed
) STRICT;

INSERT INTO state VALUES (0, CAST(strftime('%s') AS INTEGER) * 1000, NULL, lower(hex(randomblob(8))));

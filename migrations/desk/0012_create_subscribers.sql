-- Who is told of releases by mail. A row of its own for each request, which stays under its number without the address
-- when it has ended, so that the log of deliveries remains true.

CREATE TABLE subscribers (
  number       INTEGER PRIMARY KEY AUTOINCREMENT,
  email        TEXT COLLATE NOCASE, -- gone once it has ended
  language     TEXT NOT NULL,
  themes       TEXT NOT NULL,       -- JSON; an empty list narrows nothing
  state        TEXT NOT NULL CHECK (state IN ('pending', 'active', 'ended')),
  reason       TEXT CHECK (reason IN ('expired', 'replaced', 'unsubscribed', 'bounced', 'admin')),
  requestedAt  INTEGER NOT NULL,
  confirmedAt  INTEGER,
  endedAt      INTEGER,
  afterEvent   INTEGER NOT NULL,    -- the last event before it was confirmed, of which it hears nothing
  salt         BLOB NOT NULL,       -- what the tokens of its links are made of, with the key of subscribers
  confirmation BLOB NOT NULL,       -- the SHA-256 of either token
  ending       BLOB NOT NULL,
  CHECK ((email IS NULL) = (state = 'ended')),
  CHECK ((reason IS NULL) = (state <> 'ended'))
) STRICT;

CREATE UNIQUE INDEX subscribersByEmail ON subscribers (email, state) WHERE email IS NOT NULL;
CREATE INDEX subscribersByState ON subscribers (state, number);
CREATE UNIQUE INDEX subscribersByConfirmation ON subscribers (confirmation);
CREATE UNIQUE INDEX subscribersByEnding ON subscribers (ending);

INSERT INTO keys VALUES ('subscribers', randomblob(32));

-- Who wants to hear of what goes public, what has happened, and to whom it has been told or is still to be told.

CREATE TABLE subscriptions (
  number        INTEGER PRIMARY KEY AUTOINCREMENT,
  url           TEXT NOT NULL,
  authority     TEXT NOT NULL,    -- the host of url, with its port: how many requests go there at once is bounded
  description   TEXT,
  filter        TEXT NOT NULL,    -- JSON: events, kinds, themes, sites, languages; what is left out narrows nothing
  secret        BLOB NOT NULL,    -- signs; empty once the subscription has ended
  oldSecret     BLOB,             -- the one before, which signs as well until oldUntil
  oldUntil      INTEGER,
  state         TEXT NOT NULL CHECK (state IN ('active', 'paused', 'ended')),
  reason        TEXT CHECK (reason IN ('admin', 'failing', 'gone', 'deleted')),
  createdAt     INTEGER NOT NULL,
  createdBy     TEXT NOT NULL,
  afterEvent    INTEGER NOT NULL, -- the last event before it, of which it hears nothing
  failingSince  INTEGER,          -- the first failure since the last success
  CHECK ((reason IS NULL) = (state = 'active'))
) STRICT;

CREATE INDEX subscriptionsByState ON subscriptions (state);

-- The outbox: a row is committed with the end of each publication, and goes out from there.
CREATE TABLE events (
  number       INTEGER PRIMARY KEY AUTOINCREMENT,
  id           TEXT NOT NULL UNIQUE, -- by which a receiver knows that it has it already
  type         TEXT NOT NULL,        -- release.published …, or ping
  item         INTEGER REFERENCES items,
  changeNumber INTEGER UNIQUE,       -- of the publication, in the public order
  at           INTEGER NOT NULL,
  body         BLOB                  -- what is sent, made of what is public when it is dealt out; NULL until then
) STRICT;

CREATE INDEX eventsToDealOut ON events (number) WHERE body IS NULL;
CREATE INDEX eventsByItem ON events (item);

-- One event for one receiver.
CREATE TABLE deliveries (
  number   INTEGER PRIMARY KEY AUTOINCREMENT,
  event    INTEGER NOT NULL REFERENCES events,
  way      TEXT NOT NULL CHECK (way IN ('webhook', 'mail', 'hub')),
  target   INTEGER NOT NULL,         -- the subscription; 0 where a way has one receiver
  item     INTEGER NOT NULL,         -- of the event, 0 for none: what is told of one item is told in order
  state    TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'failed', 'dropped')),
  attempts INTEGER NOT NULL DEFAULT 0,
  nextAt   INTEGER NOT NULL,         -- not before then
  at       INTEGER,                  -- of the last attempt, as what follows
  status   INTEGER,
  answer   BLOB,                     -- its first KiB
  fault    TEXT,                     -- why there was no answer
  UNIQUE (event, way, target)
) STRICT;

CREATE INDEX deliveriesDue ON deliveries (nextAt, number) WHERE state = 'waiting';
CREATE INDEX deliveriesInOrder ON deliveries (way, target, item, number) WHERE state = 'waiting';
CREATE INDEX deliveriesByTarget ON deliveries (way, target, number);
CREATE INDEX deliveriesByItem ON deliveries (item, number);

-- Where drafts and public items link to, whether that was found when it was asked for, and which items carry each link.

CREATE TABLE links (
  number    INTEGER PRIMARY KEY AUTOINCREMENT,
  url       TEXT NOT NULL UNIQUE,       -- without a fragment, which no server sees
  state     TEXT NOT NULL DEFAULT 'unchecked' CHECK (state IN ('ok', 'dead', 'unchecked')),
  nextAt    INTEGER NOT NULL,           -- not asked for before then
  checkedAt INTEGER,
  failures  INTEGER NOT NULL DEFAULT 0, -- days without a good answer since the last answer
  status    INTEGER,                    -- of the last answer
  fault     TEXT                        -- why there was none
) STRICT;

CREATE INDEX linksDue ON links (nextAt);
CREATE INDEX linksByState ON links (state, number);

CREATE TABLE linkCarriers (
  item INTEGER NOT NULL REFERENCES items,
  link INTEGER NOT NULL REFERENCES links,
  PRIMARY KEY (item, link)
) STRICT, WITHOUT ROWID;

CREATE INDEX linkCarriersByLink ON linkCarriers (link, item);

-- Every write to an item is in the audit log: the items of its rows after this one are to be read for links.
CREATE TABLE linkReading (auditNumber INTEGER NOT NULL) STRICT;
INSERT INTO linkReading VALUES (0);

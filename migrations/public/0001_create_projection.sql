-- What can be read, rendered once when it is written. Both files have these tables: the public file holds what is
-- public and nothing else, the desk's file the newest revision of every item, so one set of queries serves both.

CREATE TABLE documents (
  number    INTEGER PRIMARY KEY,  -- the desk's number of the item
  kind      TEXT NOT NULL,        -- release, advice, site, contact …
  id        TEXT NOT NULL,
  status    TEXT NOT NULL,
  languages INTEGER NOT NULL,     -- a bit per language; 0 where the item has no text in any language
  etag      TEXT NOT NULL,        -- hash of body
  updatedAt INTEGER NOT NULL,     -- milliseconds since 1970
  body      BLOB NOT NULL,        -- a Template: the item's JSON without its relations and its closing brace
  summary   BLOB,                 -- a Template: the item as it stands in a collection; NULL once withdrawn
  card      BLOB,                 -- a Template: the item as it stands in what refers to it; NULL once withdrawn
  UNIQUE (kind, id)
) STRICT;

-- updatedSince reads by it.
CREATE INDEX documentsByUpdate ON documents (kind, updatedAt);

-- Every list and filter is a range of this table: ('release', '') is all releases, ('release.theme', 'economy') those
-- of a theme, in the order of the collection. A page costs the same wherever it starts.
CREATE TABLE terms (
  field    TEXT NOT NULL,
  value    TEXT NOT NULL,
  position ANY NOT NULL,          -- a date as a negative number (newest first) or a folded name
  id       TEXT NOT NULL,
  number   INTEGER NOT NULL REFERENCES documents,
  PRIMARY KEY (field, value, position, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX termsByNumber ON terms (number);

-- How many items a term has, so that a total needs no count of the table.
CREATE TABLE counts (
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (field, value)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER countTerm AFTER INSERT ON terms BEGIN
  INSERT INTO counts VALUES (new.field, new.value, 1) ON CONFLICT DO UPDATE SET count = count + 1;
END;

CREATE TRIGGER discountTerm AFTER DELETE ON terms BEGIN
  UPDATE counts SET count = count - 1 WHERE field = old.field AND value = old.value;
  DELETE FROM counts WHERE field = old.field AND value = old.value AND count = 0;
END;

-- References between items, by number: a number tells nothing of an item that is not in this file.
CREATE TABLE relations (
  source   INTEGER NOT NULL REFERENCES documents,
  field    TEXT NOT NULL,         -- contacts, sites, advices
  position INTEGER NOT NULL,
  target   INTEGER,               -- NULL for a contact who is no item
  print    BLOB,                  -- a Template: a contact as the release printed it
  PRIMARY KEY (source, field, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX relationsByTarget ON relations (target, field, source);

-- How often releases were read and what was searched for in vain, by day: sums alone, of nobody in particular.

CREATE TABLE tallies (
  day     TEXT NOT NULL,  -- in Brussels
  subject TEXT NOT NULL CHECK (subject IN ('release', 'search')),
  name    TEXT NOT NULL,  -- the id of the release, or what was typed; empty for what is not told apart
  form    TEXT NOT NULL,  -- in which the release was read; empty for searches
  count   INTEGER NOT NULL CHECK (count > 0),
  PRIMARY KEY (day, subject, name, form)
) STRICT, WITHOUT ROWID;

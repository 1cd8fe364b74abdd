-- What the matches of a list are counted by stands in each of its rows, so that counting reads the range and no more.

CREATE TABLE facetValues (
  number INTEGER PRIMARY KEY,
  field  TEXT NOT NULL,         -- as in terms
  value  TEXT NOT NULL,
  UNIQUE (field, value)
) STRICT;

ALTER TABLE terms ADD COLUMN facets BLOB NOT NULL DEFAULT x'';  -- numbers of facetValues, 32 bits each, little-endian

-- Search. A row an item, by its number; a column for each place of a text, from what counts most to what counts least
-- (a release's title, lead, body …), as it is in no particular language and in each of the four.

CREATE VIRTUAL TABLE search USING fts5(
  place0, place0nl, place0fr, place0en, place0de,
  place1, place1nl, place1fr, place1en, place1de,
  place2, place2nl, place2fr, place2en, place2de,
  place3, place3nl, place3fr, place3en, place3de,
  place4, place4nl, place4fr, place4en, place4de,
  tokenize = 'newsroom', columnsize = 0
);

-- Where items with coordinates lie, in degrees. The tree rounds to 32 bits, outwards; the exact values stand beside it.
CREATE VIRTUAL TABLE points USING rtree(number, west, east, south, north, +longitude REAL, +latitude REAL);

CREATE TABLE indexState (
  version INTEGER NOT NULL,       -- of the program that made lists and index: an older one's are made anew
  remains INTEGER NOT NULL        -- how often texts were taken out since the index was last rid of their words
) STRICT;

INSERT INTO indexState VALUES (0, 0);

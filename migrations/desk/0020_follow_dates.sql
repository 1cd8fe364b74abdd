-- The id of an item that was never public follows its date.

-- What the newsroom made an id with a date of. NULL for other ids, which stay.
ALTER TABLE items ADD COLUMN idBase TEXT;

-- Whether a former id was public. The others are for the desk alone, and free again.
ALTER TABLE redirects ADD COLUMN wasPublic INTEGER NOT NULL DEFAULT 1 CHECK (wasPublic IN (0, 1));

-- Findings about an item that the desk keeps: parts of a text that were left out, and findings that were dismissed.
CREATE TABLE keptFindings (
  item INTEGER NOT NULL REFERENCES items,
  finding TEXT NOT NULL,            -- the code of a part that was left out, or the digest of another finding
  isDismissed INTEGER NOT NULL CHECK (isDismissed IN (0, 1)),
  PRIMARY KEY (item, finding)
) STRICT, WITHOUT ROWID;

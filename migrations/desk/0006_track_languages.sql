-- How far an item's text is in each language: kept as it is written, so that a list of what is missing or outdated reads
-- no document. Dutch and French have a row from the beginning, other languages once they had a text.

CREATE TABLE texts (
  item     INTEGER NOT NULL REFERENCES items,
  language TEXT NOT NULL,
  state    TEXT NOT NULL CHECK (state IN ('missing', 'draft', 'ready', 'outdated')),
  revision INTEGER NOT NULL,      -- with which it came to that
  PRIMARY KEY (item, language)
) STRICT, WITHOUT ROWID;

CREATE INDEX textsByState ON texts (state, item);

INSERT INTO texts
SELECT i.number, l.value,
  CASE
    WHEN coalesce(r.document ->> ('$.title.' || l.value), r.document ->> ('$.name.' || l.value)) IS NULL THEN 'missing'
    WHEN EXISTS (SELECT 1 FROM publications p WHERE p.item = i.number AND p.state = 'done') THEN 'ready'
    ELSE 'draft'
  END, r.number
FROM items i JOIN revisions r ON r.item = i.number JOIN json_each('["nl","fr"]') l
WHERE i.deletedAt IS NULL AND i.kind IN ('release', 'advice', 'site')
  AND r.number = (SELECT max(number) FROM revisions WHERE item = i.number);

-- A publication may be of some of the languages: the others wait until they are ready.
ALTER TABLE publications ADD COLUMN languages INTEGER; -- a bit per language; NULL for all

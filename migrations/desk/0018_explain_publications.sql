-- Small changes go out without a note, and a withdrawal may name the item that replaces it.

ALTER TABLE publications ADD COLUMN minor INTEGER NOT NULL DEFAULT 0 CHECK (minor IN (0, 1));
ALTER TABLE publications ADD COLUMN successor TEXT;   -- an item's id, of the same kind

-- A minor edit is a correction without a public note.

ALTER TABLE changes ADD COLUMN minor INTEGER NOT NULL DEFAULT 0 CHECK (minor IN (0, 1));

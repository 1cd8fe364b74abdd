-- Text that a person has not saved: not a revision, seen by nobody else, and deleted after some days.

CREATE TABLE unsavedEdits (
  person TEXT NOT NULL,             -- the name of the tokens that may read it
  item INTEGER NOT NULL REFERENCES items,
  at INTEGER NOT NULL,              -- milliseconds since 1970
  base TEXT NOT NULL,               -- JSON: the saved document that the edit changes
  draft TEXT NOT NULL,              -- JSON: the document as it is in the editor
  PRIMARY KEY (person, item)
) STRICT, WITHOUT ROWID;

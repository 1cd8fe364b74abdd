-- The first answer to a POST with an Idempotency-Key, committed with what the POST did: the same request again is
-- answered with it and does nothing, also after a crash between the two.

CREATE TABLE idempotencyKeys (
  token       INTEGER NOT NULL REFERENCES tokens,
  key         TEXT NOT NULL,
  fingerprint BLOB NOT NULL,      -- SHA-256 of method, target, type and body
  at          INTEGER NOT NULL,
  status      INTEGER NOT NULL,
  location    TEXT,
  etag        TEXT,
  body        BLOB NOT NULL,
  PRIMARY KEY (token, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX idempotencyKeysByTime ON idempotencyKeys (at);

-- Sessions of people at the desk: a token, exchanged for a cookie, so that no page has to hold the token itself.

CREATE TABLE sessions (
  hash       BLOB PRIMARY KEY,    -- SHA-256 of the cookie's value; the value itself is kept nowhere
  token      INTEGER NOT NULL REFERENCES tokens,
  createdAt  INTEGER NOT NULL,
  lastUsedAt INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX sessionsByToken ON sessions (token);

-- Which public file belongs to the desk, and whether what is planned waits. A desk that was restored from a copy makes a
-- public file of its own, and sends nothing out that the lost one may have sent already, until somebody says so.

CREATE TABLE situation (
  publicEpoch TEXT,     -- of the public file that was made from this desk; NULL until one is known
  heldSince   INTEGER   -- when it was restored; NULL while everything goes its way
) STRICT;

INSERT INTO situation VALUES (NULL, NULL);

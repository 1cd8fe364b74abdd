-- When the writer last said that it is there, for copies of this file on other machines: by it they know their age.
CREATE TABLE heartbeat (at INTEGER NOT NULL) STRICT;  -- milliseconds since 1970
INSERT INTO heartbeat VALUES (0);

-- A row of the audit log in which a person was named and is not any more keeps its hash, which the next one goes on
-- from; the row that tells of the erasure, further on, has the hash of what is left of it.

ALTER TABLE audit ADD COLUMN erasedBy INTEGER; -- the number of that row; NULL where all stands as it was written

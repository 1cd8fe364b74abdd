-- Erasing a person may change texts of revisions and of the audit log, and nothing else of their rows, while the table
-- below has a row. That row is written and deleted in the transaction of the erasure.

CREATE TABLE erasing (number INTEGER PRIMARY KEY CHECK (number = 1)) STRICT;

DROP TRIGGER revisionsStay;
CREATE TRIGGER revisionsStay BEFORE UPDATE ON revisions
WHEN NOT EXISTS (SELECT 1 FROM erasing)
  OR new.item IS NOT old.item OR new.number IS NOT old.number OR new.at IS NOT old.at OR new.action IS NOT old.action
BEGIN
  SELECT RAISE(ABORT, 'revisions are immutable');
END;

DROP TRIGGER auditStays;
CREATE TRIGGER auditStays BEFORE UPDATE ON audit
WHEN NOT EXISTS (SELECT 1 FROM erasing)
  OR new.number IS NOT old.number OR new.at IS NOT old.at OR new.action IS NOT old.action OR new.kind IS NOT old.kind
  OR new.id IS NOT old.id OR new.token IS NOT old.token OR new.hash IS NOT old.hash
BEGIN
  SELECT RAISE(ABORT, 'the audit log is immutable');
END;

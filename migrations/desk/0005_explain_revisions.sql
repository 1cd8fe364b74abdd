-- Each revision says what was done and, where its author gave one, the reason. Older ones have it in the audit log.

ALTER TABLE revisions ADD COLUMN action TEXT; -- create, import, replace, patch, restore, date
ALTER TABLE revisions ADD COLUMN note TEXT;   -- for the desk alone

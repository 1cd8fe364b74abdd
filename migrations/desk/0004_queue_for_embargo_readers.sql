-- Items whose place in embargo.sqlite, the file of embargo tokens, may have changed. Whatever is planned, published or
-- taken back comes in here with it; the next read with such a token brings the file up to date.

CREATE TABLE embargoBacklog (item INTEGER PRIMARY KEY REFERENCES items) STRICT;

INSERT INTO embargoBacklog SELECT DISTINCT item FROM publications;

CREATE TRIGGER queueEntered AFTER INSERT ON publications BEGIN
  INSERT INTO embargoBacklog VALUES (new.item) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER queueChanged AFTER UPDATE ON publications BEGIN
  INSERT INTO embargoBacklog VALUES (new.item) ON CONFLICT DO NOTHING;
END;

-- The public note of a correction, written with the text that it explains: with four eyes, another person publishes both.

ALTER TABLE revisions ADD COLUMN correction TEXT; -- JSON, by language; NULL for most revisions

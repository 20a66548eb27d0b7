-- A page that a source led to. Of several sources the first by name counts, whichever came first.
INSERT INTO pages VALUES ($1, $2, $3, 0, $4)
ON CONFLICT (url) DO UPDATE SET source = excluded.source, hints = excluded.hints
WHERE pages.hints IS NOT NULL AND excluded.source < pages.source;

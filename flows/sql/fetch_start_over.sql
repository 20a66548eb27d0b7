-- Nothing was fetched; pages that wait to be still do.
BEGIN;
DELETE FROM packs;
DELETE FROM items;
DELETE FROM sources;
DELETE FROM pages WHERE hints IS NULL;
COMMIT;

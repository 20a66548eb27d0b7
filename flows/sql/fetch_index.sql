-- What has been fetched. All of it can be entered anew from the packs beside it.
CREATE TABLE IF NOT EXISTS packs (name TEXT PRIMARY KEY) WITHOUT ROWID;

-- Items that a feed carried whole, and such as can never be fetched.
CREATE TABLE IF NOT EXISTS items (digest BLOB PRIMARY KEY) WITHOUT ROWID;

-- Feeds, sitemaps and lists: what the next visit needs to know of the last one, as JSON.
CREATE TABLE IF NOT EXISTS sources (source TEXT PRIMARY KEY, mark TEXT NOT NULL) WITHOUT ROWID;

-- Pages by address. Without hints: fetched or refused. With hints: waiting; tries are the runs in
-- which it failed.
CREATE TABLE IF NOT EXISTS pages (
    url TEXT PRIMARY KEY,
    source TEXT NOT NULL,
    host TEXT NOT NULL,
    tries INTEGER NOT NULL,
    hints TEXT
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS waiting ON pages (source, host, tries, url) WHERE hints IS NOT NULL;

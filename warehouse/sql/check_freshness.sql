SELECT
    count(*),
    epoch(getvariable('now') - max(published_at) FILTER (WHERE published_at <= getvariable('now')))
        / 3600
FROM articles;

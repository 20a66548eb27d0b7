-- Where the articles stand that are to be forgotten. A version has the id that its source gave it.
CREATE TEMP TABLE held AS
SELECT parse_filename(filename, true) AS batch, file_row_number AS row, article_id, url, text_sha256
FROM read_parquet(
    getvariable('articles'), filename = true, file_row_number = true, union_by_name = true
);

CREATE TEMP TABLE forgotten_ids AS
SELECT DISTINCT article_id
FROM held
WHERE article_id IN (SELECT unnest(getvariable('wanted')))
    OR url IN (SELECT unnest(getvariable('wanted')))
    OR article_id || '@' || left(text_sha256, 8) IN (SELECT unnest(getvariable('wanted')));

CREATE TEMP TABLE found AS
SELECT batch, row
FROM held
WHERE article_id IN (FROM forgotten_ids);

-- An address that other articles have as well is no name for one of them.
CREATE TEMP TABLE forgotten_urls AS
SELECT url
FROM held
WHERE url IS NOT NULL
GROUP BY url
HAVING bool_and(article_id IN (FROM forgotten_ids));

CREATE TEMP TABLE holding AS
SELECT DISTINCT 'articles/' || batch
FROM found
UNION
SELECT 'mentions/' || parse_filename(filename, true)
FROM read_parquet(getvariable('mentions'), filename = true)
WHERE article_id IN (FROM forgotten_ids)
UNION
SELECT 'refusals/' || parse_filename(filename, true)
FROM read_parquet(getvariable('refusals'), filename = true)
WHERE article_id IN (FROM forgotten_ids) OR source IN (FROM forgotten_urls);

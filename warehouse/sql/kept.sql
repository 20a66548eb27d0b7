-- Which arrival of an article is kept: the first in the order of the manifest. `contents` says
-- where each batch stands in it. The same id with another text is no repetition, see refusals.sql.
CREATE TEMP TABLE arrivals AS
SELECT
    article.article_id,
    article.text_sha256,
    article.file_row_number AS article_row,
    contents.batch,
    contents.run,
    row_number() OVER (
        PARTITION BY article.article_id ORDER BY contents.position, article.file_row_number
    ) = 1 AS is_kept,
    first_value(article.text_sha256) OVER (
        PARTITION BY article.article_id ORDER BY contents.position, article.file_row_number
    ) AS kept_sha256
FROM read_parquet(getvariable('articles'), filename = true, file_row_number = true) AS article
JOIN contents ON contents.kind = 'articles' AND contents.batch = parse_filename(article.filename, true);

CREATE TEMP TABLE kept AS
SELECT
    article_id,
    batch,
    article_row,
    run,
    min(article_id) OVER (PARTITION BY text_sha256) AS first_with_text
FROM arrivals
WHERE is_kept;

-- The mentions of the kept arrivals, with what resolution needs of their articles.
CREATE TEMP TABLE told AS
SELECT
    mention.* EXCLUDE (filename, file_row_number, article_row),
    kept.batch,
    mention.article_row,
    kept.run,
    row_number() OVER (
        PARTITION BY
            mention.article_id,
            mention.event_type,
            mention.trigger_field,
            mention.trigger_start,
            mention.trigger_end
        ORDER BY mention.file_row_number
    ) AS turn
FROM read_parquet(getvariable('mentions'), filename = true, file_row_number = true) AS mention
JOIN contents ON contents.kind = 'mentions' AND contents.batch = parse_filename(mention.filename, true)
JOIN kept ON kept.batch = contents.of_batch AND kept.article_row = mention.article_row;

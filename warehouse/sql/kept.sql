-- Which arrival of an article is kept: the first in the order of the manifest. `contents` says
-- where each batch stands in it. The same id with another text is a later version where the page
-- is the same or the text is much the same; else it is no repetition, see refusals.sql.
CREATE TEMP MACRO shared(one, other) AS list_sum(list_transform(
    range(128),
    lambda each: (hex(one)[2 * each + 1:2 * each + 2] = hex(other)[2 * each + 1:2 * each + 2])::INTEGER
)) / 128;

CREATE TEMP TABLE arrivals AS
WITH stored AS (
    SELECT
        article.article_id AS given_id,
        article.text_sha256,
        article.url,
        article.source,
        article.published_at,
        article.sketch,
        article.file_row_number AS article_row,
        contents.batch,
        contents.run,
        contents.position
    FROM read_parquet(
        getvariable('articles'), filename = true, file_row_number = true, union_by_name = true
    ) AS article
    JOIN contents
        ON contents.kind = 'articles' AND contents.batch = parse_filename(article.filename, true)
),
compared AS (
    SELECT
        *,
        first_value({'sha256': text_sha256, 'url': url, 'sketch': sketch}) OVER (
            PARTITION BY given_id ORDER BY position, article_row
        ) AS first
    FROM stored
),
versions AS (
    SELECT DISTINCT given_id, text_sha256
    FROM compared
    WHERE text_sha256 <> first.sha256
        AND (url = first.url OR shared(sketch, first.sketch) >= 0.4)
),
named AS (
    SELECT
        compared.* EXCLUDE (first),
        given_id || CASE
            WHEN versions.given_id IS NULL THEN '' ELSE '@' || left(text_sha256, 8)
        END AS article_id
    FROM compared
    LEFT JOIN versions USING (given_id, text_sha256)
)
SELECT
    *,
    row_number() OVER ranked = 1 AS is_kept,
    first_value(text_sha256) OVER ranked AS kept_sha256
FROM named
WINDOW ranked AS (PARTITION BY article_id ORDER BY position, article_row);

CREATE TEMP TABLE kept AS
SELECT article_id, batch, article_row, run, text_sha256, url, source, published_at
FROM arrivals
WHERE is_kept;

-- The mentions of the kept arrivals, with what resolution needs of their articles.
CREATE TEMP TABLE told AS
SELECT
    mention.* EXCLUDE (filename, file_row_number, article_row) REPLACE (
        kept.article_id AS article_id,
        CASE
            WHEN kept.article_id = mention.article_id THEN mention.event_mention_id
            ELSE left(sha256(kept.article_id || ':' || mention.event_mention_id), 16)
        END AS event_mention_id
    ),
    kept.batch,
    mention.article_row,
    kept.run,
    row_number() OVER (
        PARTITION BY
            kept.article_id,
            mention.event_type,
            mention.trigger_field,
            mention.trigger_start,
            mention.trigger_end
        ORDER BY mention.file_row_number
    ) AS turn
FROM read_parquet(getvariable('mentions'), filename = true, file_row_number = true) AS mention
JOIN contents ON contents.kind = 'mentions' AND contents.batch = parse_filename(mention.filename, true)
JOIN kept ON kept.batch = contents.of_batch AND kept.article_row = mention.article_row;

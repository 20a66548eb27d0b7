-- The cluster of every kept article, and of what it is a copy or a version.
CREATE TEMP TABLE copies AS
WITH clustered AS (
    SELECT
        kept.*,
        coalesce(arriving.cluster::VARCHAR, kept.text_sha256) AS cluster,
        (coalesce(published_at, 'infinity'::TIMESTAMPTZ), article_id) AS turn
    FROM kept
    LEFT JOIN sketched USING (text_sha256)
    LEFT JOIN arriving USING (number)
),
placed AS (
    SELECT
        *,
        first_value(article_id) OVER (PARTITION BY cluster ORDER BY turn) AS first_of_cluster,
        CASE WHEN url IS NOT NULL THEN struct_pack(
            id := first_value(article_id) OVER at_url,
            sha256 := first_value(text_sha256) OVER at_url,
            texts := count(DISTINCT text_sha256) OVER at_url
        ) END AS of_url,
        CASE WHEN source IS NOT NULL THEN struct_pack(
            id := first_value(article_id) OVER at_outlet,
            sha256 := first_value(text_sha256) OVER at_outlet,
            texts := count(DISTINCT text_sha256) OVER at_outlet
        ) END AS of_outlet
    FROM clustered
    WINDOW
        at_url AS (PARTITION BY url ORDER BY turn ROWS UNBOUNDED PRECEDING),
        at_outlet AS (PARTITION BY source, cluster ORDER BY turn ROWS UNBOUNDED PRECEDING)
),
versions AS (
    SELECT
        *,
        CASE
            WHEN of_url.sha256 <> text_sha256 THEN of_url
            WHEN of_outlet.sha256 <> text_sha256 THEN of_outlet
        END AS earlier
    FROM placed
)
SELECT
    article_id,
    nullif(first_of_cluster, article_id) AS duplicate_of,
    earlier.id AS version_of,
    coalesce(earlier.texts, 1)::INTEGER AS version
FROM versions;

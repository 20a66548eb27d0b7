-- New articles of the latest run that is to be published, and the median of runs before it.
WITH brought AS (
    SELECT manifest, articles_stored, row_number() OVER (ORDER BY manifest DESC) AS back
    FROM runs
    WHERE sources > 0 AND mode IN ('incremental', 'full_refresh')
)
SELECT
    max(articles_stored) FILTER (WHERE back = 1 AND manifest > getvariable('published')),
    median(articles_stored) FILTER (WHERE back BETWEEN 2 AND $runs + 1),
    count(*) FILTER (WHERE back BETWEEN 2 AND $runs + 1)
FROM brought;

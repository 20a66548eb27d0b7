-- Every kept text once, with the first day that it was published on; numbered by its hash.
CREATE TEMP TABLE sketched AS
SELECT
    (row_number() OVER (ORDER BY text_sha256) - 1) AS number,
    text_sha256,
    any_value(sketch) AS sketch,
    (min(published_at)::DATE - DATE '1970-01-01')::BIGINT AS day
FROM arrivals
WHERE is_kept AND sketch IS NOT NULL
GROUP BY text_sha256;

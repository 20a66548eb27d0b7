-- What ingest refused, what extraction refused of the kept articles, and articles that came under
-- the id of another text.
CREATE TEMP TABLE all_refusals AS
SELECT
    left(sha256(contents.batch || ':' || refusal.file_row_number::VARCHAR), 16) AS refusal_id,
    refusal.* EXCLUDE (filename, file_row_number, article_row) REPLACE (
        coalesce(kept.article_id, refusal.article_id) AS article_id
    ),
    coalesce(kept.run, contents.run) AS run
FROM read_parquet(getvariable('refusals'), filename = true, file_row_number = true) AS refusal
JOIN contents ON contents.kind = 'refusals' AND contents.batch = parse_filename(refusal.filename, true)
LEFT JOIN kept ON kept.batch = contents.of_batch AND kept.article_row = refusal.article_row
WHERE contents.of_batch IS NULL OR kept.batch IS NOT NULL;

INSERT INTO all_refusals BY NAME
SELECT
    left(sha256('taken:' || batch || ':' || article_row::VARCHAR), 16) AS refusal_id,
    'publish' AS step,
    'article_id_taken' AS reason,
    'another text is held under this article_id' AS detail,
    article_id,
    run
FROM arrivals
WHERE text_sha256 <> kept_sha256;

INSERT INTO refusals BY NAME
SELECT * EXCLUDE (run)
FROM all_refusals
ORDER BY step, reason, refusal_id;

INSERT INTO runs BY NAME
WITH arrived AS (
    SELECT
        run,
        count(*) FILTER (WHERE is_kept) AS stored,
        count(*) FILTER (WHERE NOT is_kept AND text_sha256 = kept_sha256) AS repeated,
        count(*) FILTER (WHERE text_sha256 <> kept_sha256) AS taken
    FROM arrivals
    GROUP BY run
),
refused AS (
    SELECT run, count(*) AS refusals, count(*) FILTER (WHERE step = 'ingest') AS unread
    FROM all_refusals
    GROUP BY run
),
firsts AS (
    SELECT run, count(*) AS events
    FROM (
        SELECT min(told.run) AS run FROM told JOIN resolved USING (event_mention_id) GROUP BY event_id
    )
    GROUP BY run
)
SELECT
    run.run_id,
    run.manifest,
    run.started_at,
    run.finished_at,
    run.seconds,
    run.status,
    run.detail,
    run.mode,
    run.sources,
    coalesce(stored + repeated + taken, 0) + coalesce(unread, 0) AS articles_read,
    coalesce(stored, 0) AS articles_stored,
    coalesce(repeated, 0) AS articles_repeated,
    coalesce(taken, 0) + coalesce(unread, 0) AS articles_refused,
    coalesce(firsts.events, 0) AS events,
    coalesce(refused.refusals, 0) AS refusals,
    run.extractor_version,
    run.codebook_fingerprint
FROM committed AS run
LEFT JOIN arrived ON arrived.run = run.manifest
LEFT JOIN refused ON refused.run = run.manifest
LEFT JOIN firsts ON firsts.run = run.manifest
ORDER BY run.started_at, run.manifest NULLS LAST, run.run_id;

-- Sentences that are not what stands in their article. Where the text is not kept, all of an
-- article's sentences must be those that were compared with it when it was read.
WITH sentences AS (
    SELECT article_id, evidence, evidence_field, evidence_start, evidence_end
    FROM event_mentions
    UNION
    SELECT mention.article_id, sentence.* EXCLUDE (event_mention_id, position)
    FROM mention_evidence AS sentence
    JOIN event_mentions AS mention USING (event_mention_id)
),
stored AS (
    SELECT
        sentences.*,
        CASE WHEN evidence_field = 'title' THEN article.title ELSE article.text END AS home,
        article.text IS NULL AND evidence_field = 'text' AS is_withheld
    FROM sentences
    JOIN articles AS article USING (article_id)
),
wrong AS (
    SELECT article_id
    FROM stored
    WHERE home[evidence_start + 1:evidence_end] IS DISTINCT FROM evidence AND NOT is_withheld
    UNION ALL
    SELECT article_id
    FROM articles
    LEFT JOIN (
        SELECT
            article_id,
            sha256(string_agg(DISTINCT line, chr(10) ORDER BY line)) AS found
        FROM (
            SELECT
                article_id,
                concat_ws(':', evidence_field, evidence_start, evidence_end, sha256(evidence)) AS line
            FROM sentences
        )
        GROUP BY article_id
    ) USING (article_id)
    WHERE text IS NULL AND evidence_sha256 IS DISTINCT FROM coalesce(found, sha256(''))
)
SELECT count(*), min(article_id)
FROM wrong;

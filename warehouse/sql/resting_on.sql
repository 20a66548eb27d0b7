-- A version has the id that its source gave it, "@" and a part of its hash.
WITH chosen AS (
    SELECT article_id, coalesce(duplicate_of, article_id) AS original
    FROM articles
    WHERE regexp_replace(article_id, '@[0-9a-f]{8}$', '') IN (SELECT unnest($ids))
        OR article_id IN (SELECT unnest($ids))
),
told AS (
    SELECT event_id, article_id IN (SELECT article_id FROM chosen) AS is_chosen FROM event_mentions
)
SELECT
    (SELECT count(*) FROM chosen),
    (SELECT count(*) FROM told WHERE is_chosen),
    (SELECT count(*) FROM (SELECT event_id FROM told GROUP BY event_id HAVING bool_and(is_chosen))),
    (
        SELECT count(*)
        FROM articles
        WHERE coalesce(duplicate_of, article_id) IN (SELECT original FROM chosen)
            AND article_id NOT IN (SELECT article_id FROM chosen)
    );

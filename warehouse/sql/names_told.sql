-- Every name in the fresh mentions once; organisations are read alike in every language.
WITH named AS (
    SELECT
        unnest([summit_name, treaty_name, weapon, place_name]) AS text,
        coalesce(article.lang, '?') AS lang
    FROM fresh
    JOIN articles AS article USING (article_id)
    UNION
    SELECT coalesce(participant.entity_id, participant.name), ''
    FROM (SELECT unnest(participants) AS participant FROM fresh)
    WHERE participant.kind <> 'person' AND participant.country IS NULL
)
SELECT DISTINCT text, lang
FROM named
WHERE text IS NOT NULL
ORDER BY ALL;

-- Every name in the fresh mentions once; who takes part is read alike in every language.
WITH named AS (
    SELECT
        unnest([summit_name, treaty_name, weapon, place_name]) AS text,
        coalesce(article.lang, '?') AS lang
    FROM fresh
    JOIN articles AS article USING (article_id)
    UNION
    SELECT unnest([participant.name, participant.entity_id]), ''
    FROM (SELECT unnest(participants) AS participant FROM fresh)
)
SELECT DISTINCT text, lang
FROM named
WHERE text IS NOT NULL
ORDER BY ALL;

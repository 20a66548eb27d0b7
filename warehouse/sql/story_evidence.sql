SELECT * EXCLUDE (event_id, event_type)
FROM evidence
WHERE event_id = (
    SELECT coalesce(
        (SELECT event_id FROM event_aliases WHERE alias_id = $event_id), $event_id
    )
)
ORDER BY published_at NULLS LAST, article_id, event_mention_id, position;

SELECT name, kind, country, role, entity_id, n_articles
FROM event_participants
WHERE event_id = (
    SELECT coalesce(
        (SELECT event_id FROM event_aliases WHERE alias_id = $event_id), $event_id
    )
)
ORDER BY position;

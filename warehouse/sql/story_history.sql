SELECT status, known_from, known_until, event_mention_id
FROM event_status_history
WHERE event_id = (
    SELECT coalesce(
        (SELECT event_id FROM event_aliases WHERE alias_id = $event_id), $event_id
    )
)
ORDER BY position;

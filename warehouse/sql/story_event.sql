SELECT *
FROM events
WHERE event_id = (
    SELECT coalesce(
        (SELECT event_id FROM event_aliases WHERE alias_id = $event_id), $event_id
    )
);

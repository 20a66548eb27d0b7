SELECT *
FROM all_events
WHERE event IN (
    SELECT unnest([one, other] || attached) FROM possible
);

SELECT *
FROM all_events
WHERE event IN (FROM affected)
    AND event IN (SELECT unnest([one, other] || attached) FROM possible);

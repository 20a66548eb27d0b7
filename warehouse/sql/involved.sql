SELECT *
FROM all_events
WHERE event IN (FROM affected);

-- Events that are no longer what they were, or of which other pairs are possible than before.
WITH others AS (
    FROM (FROM possible EXCEPT FROM possible_before)
    UNION ALL
    FROM (FROM possible_before EXCEPT FROM possible)
)
SELECT event FROM changed_events
UNION
SELECT unnest([one, other] || attached) FROM others;

-- Every event that is another one, with the one that it is in the end.
CREATE OR REPLACE TEMP TABLE moved_to_parties AS
FROM settled
UNION ALL BY NAME
FROM remembered_moved_to_parties
WHERE event NOT IN (FROM affected);

CREATE OR REPLACE TEMP TABLE moved AS
SELECT earlier.event, coalesce(later.target, earlier.target) AS target, earlier.reason
FROM moved_in_time AS earlier
LEFT JOIN moved_to_parties AS later ON later.event = earlier.target
UNION ALL BY NAME
FROM moved_to_parties;

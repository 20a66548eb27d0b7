-- Every event that is another one, with the one that it is in the end.
CREATE OR REPLACE TEMP TABLE moved AS
SELECT earlier.event, coalesce(later.target, earlier.target) AS target, earlier.reason
FROM moved_in_time AS earlier
LEFT JOIN settled AS later ON later.event = earlier.target
UNION ALL BY NAME
FROM settled;

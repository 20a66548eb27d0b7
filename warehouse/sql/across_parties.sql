-- `moved_in_time`: events of no known year with the event that each is of; `possible`: pairs of acts on
-- agreements with more or fewer of the same parties, and the ids of what was found to be of `other`.
CREATE OR REPLACE TEMP TABLE moved_in_time AS
FROM settled
UNION ALL BY NAME
FROM remembered_moved_in_time
WHERE event NOT IN (FROM affected);

CREATE OR REPLACE TEMP TABLE possible AS
WITH marked AS (
    SELECT event, family, scope, states, days, size, unnest(marks) AS mark
    FROM all_events
    WHERE event_type = 'treaty' AND NOT loose AND len(states) > 0
),
-- what marks many tells them from nothing
shared AS (
    SELECT scope, mark
    FROM marked
    WHERE mark LIKE 'word %' OR mark LIKE 'day %'
    GROUP BY ALL
    HAVING count(*) BETWEEN 2 AND 32
),
acts AS (
    SELECT *
    FROM marked
    SEMI JOIN shared USING (scope, mark)
),
pairs AS (
    SELECT DISTINCT one.event AS lesser, two.event AS greater
    FROM acts AS one
    JOIN acts AS two USING (scope, mark)
    WHERE one.family <> two.family
        AND (one.size, one.event) < (two.size, two.event)
        AND greatest(one.days[1], two.days[1]) <= least(one.days[2], two.days[2])
        AND (list_has_all(one.states, two.states) OR list_has_all(two.states, one.states))
        AND one.event NOT IN (SELECT target FROM moved_in_time)
),
attached AS (
    SELECT target AS greater, list(event ORDER BY event) AS attached
    FROM moved_in_time
    WHERE target IN (SELECT greater FROM pairs)
    GROUP BY target
)
SELECT
    lesser AS one,
    greater AS other,
    coalesce(attached, []) AS attached,
    NULL::VARCHAR AS family
FROM pairs
LEFT JOIN attached USING (greater);

CREATE OR REPLACE TEMP VIEW possible_before AS FROM remembered_pairs_of_parties;

CREATE OR REPLACE TEMP TABLE pairs_of_parties AS FROM possible;

-- `all_events`: what the blocks came to, now or in an earlier run; `possible`: pairs of an event whose
-- year is not known and one that it may be, found by what both are marked with.
CREATE OR REPLACE TEMP TABLE all_events AS
FROM found
UNION ALL BY NAME
SELECT event.*
FROM remembered_events AS event
WHERE block NOT IN (FROM touched)
    AND block IN (SELECT block FROM stated);

CREATE OR REPLACE TEMP TABLE possible AS
WITH sought AS (
    SELECT event, family, size, near IS NULL AS is_timeless, unnest(marks) AS mark
    FROM all_events
    WHERE loose
),
offered AS (
    SELECT event, family, size, loose, near, unnest(marks) AS mark
    FROM all_events
    WHERE family IN (SELECT family FROM sought)
),
-- what points at many events points at none; of an agreement by its name the largest may be meant
telling AS (
    SELECT *
    FROM offered
    QUALIFY count(*) OVER (PARTITION BY family, mark) <= 64
        OR mark = 'named' AND row_number() OVER (
            PARTITION BY family, mark ORDER BY loose, size DESC, event
        ) <= 16
),
loose_pairs AS (
    SELECT DISTINCT sought.event AS sought_event, telling.event AS told_event, 'ever' AS tier
    FROM sought
    JOIN telling USING (family, mark)
    WHERE sought.event <> telling.event AND (
        NOT telling.loose
        OR sought.is_timeless AND telling.near IS NOT NULL
        -- "six tests" since some year and "the six tests" of another article
        OR mark LIKE 'total %' AND sought.is_timeless = (telling.near IS NULL)
            AND (sought.size, sought.event) < (telling.size, telling.event)
    )
),
-- of acts on agreements: with more or fewer of the same parties
marked AS (
    SELECT event, family, scope, states, days, size, unnest(marks) AS mark
    FROM all_events
    WHERE event_type = 'treaty' AND NOT loose AND len(states) > 0
),
acts AS (
    SELECT *
    FROM marked
    WHERE mark LIKE 'word %' OR mark LIKE 'day %'
    QUALIFY count(*) OVER (PARTITION BY scope, mark) <= 64
),
wide_pairs AS (
    SELECT DISTINCT one.event AS sought_event, two.event AS told_event, 'wide' AS tier
    FROM acts AS one
    JOIN acts AS two USING (scope, mark)
    WHERE one.family <> two.family
        AND (one.size, one.event) < (two.size, two.event)
        AND greatest(one.days[1], two.days[1]) <= least(one.days[2], two.days[2])
        AND (list_has_all(one.states, two.states) OR list_has_all(two.states, one.states))
)
SELECT tier, one, two AS other
FROM (FROM loose_pairs UNION ALL FROM wide_pairs)
JOIN all_events AS one ON one.event = sought_event
JOIN all_events AS two ON two.event = told_event;

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
    SELECT event, family, near IS NULL AS is_timeless, unnest(marks) AS mark
    FROM all_events
    WHERE loose
),
offered AS (
    SELECT event, family, size, loose, near, unnest(marks) AS mark
    FROM all_events
    WHERE family IN (SELECT family FROM sought) AND (NOT loose OR near IS NOT NULL)
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
pairs AS (
    SELECT DISTINCT sought.event AS sought_event, telling.event AS told_event
    FROM sought
    JOIN telling USING (family, mark)
    WHERE sought.event <> telling.event AND (NOT telling.loose OR sought.is_timeless)
)
SELECT one AS loose, two AS other
FROM pairs
JOIN all_events AS one ON one.event = pairs.sought_event
JOIN all_events AS two ON two.event = pairs.told_event;

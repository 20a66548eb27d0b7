-- `all_events`: what the blocks came to, now or in an earlier run; `possible`: pairs of an event whose
-- year is not known and one that it may be, found by what both are marked with; `possible_before`:
-- those of an earlier run. Only families with a block that is no longer the same are looked at again.
CREATE OR REPLACE TEMP VIEW all_events AS
FROM found
UNION ALL BY NAME
SELECT event.*
FROM remembered_events AS event
WHERE block NOT IN (FROM touched);

CREATE OR REPLACE TEMP TABLE changed_events AS
WITH before AS (
    FROM remembered_events
    WHERE block IN (FROM touched)
)
SELECT event FROM (FROM found EXCEPT FROM before)
UNION
SELECT event FROM (FROM before EXCEPT FROM found);

CREATE OR REPLACE TEMP TABLE touched_families AS
SELECT family FROM found
UNION
SELECT family FROM remembered_events WHERE block IN (FROM touched);

CREATE OR REPLACE TEMP TABLE possible AS
WITH sought AS (
    SELECT event, family, size, days, country, near IS NULL AS is_timeless, unnest(marks) AS mark
    FROM all_events
    WHERE loose AND family IN (FROM touched_families)
),
offered AS (
    SELECT event, family, size, days, country, loose, near, unnest(marks) AS mark
    FROM all_events
    WHERE family IN (SELECT family FROM sought)
),
-- what points at many events points at none; of an agreement by its name the largest may be meant
telling AS (
    SELECT *
    FROM offered
    QUALIFY count(*) OVER (PARTITION BY family, mark) <= 32
        OR mark = 'named' AND row_number() OVER (
            PARTITION BY family, mark ORDER BY loose, size DESC, event
        ) <= 8
)
SELECT DISTINCT
    sought.event AS one,
    telling.event AS other,
    []::VARCHAR[] AS attached,
    family
FROM sought
JOIN telling USING (family, mark)
WHERE sought.event <> telling.event
    AND greatest(sought.days[1], telling.days[1]) <= least(sought.days[2], telling.days[2])
    AND coalesce(sought.country = telling.country, true)
    AND (
        NOT telling.loose
        OR sought.is_timeless AND telling.near IS NOT NULL
        -- "six tests" since some year and "the six tests" of another article
        OR mark LIKE 'total %' AND sought.is_timeless = (telling.near IS NULL)
            AND (sought.size, sought.event) < (telling.size, telling.event)
    );

CREATE OR REPLACE TEMP VIEW possible_before AS
FROM remembered_pairs_in_time
WHERE family IN (FROM touched_families);

CREATE OR REPLACE TEMP TABLE pairs_in_time AS
FROM possible
UNION ALL BY NAME
FROM remembered_pairs_in_time
WHERE family NOT IN (FROM touched_families);

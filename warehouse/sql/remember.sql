-- What is kept for the next resolution: everything (`next_…`), or what is later than the file that
-- holds most (`next_later_…`) where that is short and nothing is gone.
CREATE OR REPLACE TEMP VIEW next_accounts AS
FROM linked_anew
UNION ALL BY NAME
SELECT kept.*
FROM kept_accounts AS kept
ANTI JOIN linked_anew USING (event_mention_id, batch);

CREATE OR REPLACE TEMP VIEW next_later_accounts AS
FROM linked_anew
UNION ALL BY NAME
SELECT later.*
FROM remembered_later_accounts AS later
ANTI JOIN linked_anew USING (event_mention_id, batch);

CREATE OR REPLACE TEMP VIEW placed_anew AS
SELECT stated.*, placed.event, placed.turn, placed.reason
FROM stated
JOIN placed USING (statement_id);

CREATE OR REPLACE TEMP VIEW next_statements AS
FROM placed_anew
UNION ALL BY NAME
FROM remembered_statements
WHERE block NOT IN (FROM touched);

CREATE OR REPLACE TEMP VIEW next_later_statements AS
FROM placed_anew
UNION ALL BY NAME
FROM remembered_later_statements
WHERE block NOT IN (FROM touched);

CREATE OR REPLACE TEMP VIEW next_events AS FROM all_events;

CREATE OR REPLACE TEMP VIEW next_later_events AS
FROM found
UNION ALL BY NAME
FROM remembered_later_events
WHERE block NOT IN (FROM touched);

CREATE OR REPLACE TEMP TABLE remembering AS
SELECT
    NOT EXISTS (FROM gone)
    AND (SELECT count(*) FROM next_later_accounts)
        <= getvariable('most_later') * (SELECT count(*) FROM remembered_earlier_accounts) AS is_short;

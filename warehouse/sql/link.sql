-- Every mention with its event. A statement that is not surely of any event, and all but the first
-- account of an event in one article (it tells them apart), are events of their own accounts;
-- copies of a text are one account. Only what a change can reach is linked anew, see below.
CREATE OR REPLACE TEMP TABLE moved_anew AS
SELECT DISTINCT event
FROM (
    (FROM moved EXCEPT FROM remembered_moved)
    UNION ALL
    (FROM remembered_moved EXCEPT FROM moved)
);

-- Of an agreement that is signed once every undated account was looked for by itself.
CREATE OR REPLACE TEMP MACRO own_event(statement_id, event, once, "start") AS
    CASE WHEN once AND "start" IS NULL THEN statement_id ELSE coalesce(event, statement_id) END;

CREATE OR REPLACE TEMP TABLE stated_anew AS
SELECT statement_id
FROM placed
UNION
SELECT statement_id
FROM remembered_statements
WHERE own_event(statement_id, event, once, "start") IN (FROM moved_anew);

-- The accounts whose statement came to another event, with all copies of them.
CREATE OR REPLACE TEMP TABLE accounts_anew AS
WITH reached AS (
    SELECT account FROM accounts
    UNION
    SELECT account FROM gone
    UNION
    SELECT account FROM kept_accounts WHERE statement_id IN (FROM stated_anew)
)
SELECT * EXCLUDE (block), NULL::VARCHAR AS found_before
FROM accounts
UNION ALL BY NAME
SELECT * EXCLUDE (turn, reason, found, event, event_id), found AS found_before
FROM kept_accounts
WHERE account IN (FROM reached);

CREATE OR REPLACE TEMP TABLE found_anew AS
WITH statements AS (
    SELECT stated.statement_id, placed.event, placed.turn, placed.reason, once, "start"
    FROM stated
    JOIN placed USING (statement_id)
    UNION ALL BY NAME
    SELECT statement_id, event, turn, reason, once, "start"
    FROM remembered_statements
    WHERE block NOT IN (FROM touched)
        AND statement_id IN (SELECT statement_id FROM accounts_anew)
),
stating AS (
    SELECT
        account.* EXCLUDE (found_before),
        coalesce(moved.target, statement.event) AS found,
        statement.turn,
        coalesce(statement.reason, moved.reason) AS reason
    FROM accounts_anew AS account
    LEFT JOIN statements AS statement USING (statement_id)
    LEFT JOIN moved ON moved.event = own_event(
        statement.statement_id, statement.event, statement.once, statement."start"
    )
),
copies AS (
    SELECT account, arg_min(found, (turn, found)) AS found
    FROM stating
    WHERE found IS NOT NULL AND account IN (SELECT account FROM stating WHERE found IS NULL)
    GROUP BY account
)
SELECT stating.* REPLACE (coalesce(stating.found, copies.found) AS found)
FROM stating
LEFT JOIN copies USING (account);

-- All accounts of the events that gained or lost one, and those that are of no event with copies.
CREATE OR REPLACE TEMP TABLE linked_anew AS
WITH reached AS (
    SELECT found FROM found_anew WHERE found IS NOT NULL
    UNION
    SELECT found FROM gone WHERE found IS NOT NULL
    UNION
    SELECT found_before FROM accounts_anew WHERE found_before IS NOT NULL
),
whole AS (
    FROM found_anew
    UNION ALL BY NAME
    SELECT kept.* EXCLUDE (event, event_id)
    FROM kept_accounts AS kept
    ANTI JOIN found_anew USING (event_mention_id, batch)
    WHERE found IN (FROM reached)
),
linked AS (
    SELECT
        *,
        CASE
            WHEN found IS NOT NULL AND row_number() OVER (
                PARTITION BY found, article_id
                ORDER BY turn, told_below, trigger_start, event_mention_id
            ) = 1
            THEN found
        END AS event
    FROM whole
),
beside AS (
    SELECT kept.* EXCLUDE (event_id)
    FROM kept_accounts AS kept
    ANTI JOIN linked USING (event_mention_id, batch)
    WHERE event IS NULL AND account IN (SELECT account FROM linked)
),
together AS (
    FROM linked
    UNION ALL BY NAME
    FROM beside
),
firsts AS (
    SELECT
        coalesce(event, account) AS event,
        min((coalesce(published_at, 'infinity'::TIMESTAMPTZ), event_mention_id)) AS first
    FROM together
    GROUP BY coalesce(event, account)
)
SELECT
    together.*,
    left(sha256('["event", "' || firsts.first[2] || '"]'), 16) AS event_id
FROM together
JOIN firsts ON firsts.event = coalesce(together.event, together.account);

CREATE OR REPLACE TEMP VIEW resolved AS
WITH linked AS (
    FROM linked_anew
    UNION ALL BY NAME
    SELECT kept.*
    FROM kept_accounts AS kept
    ANTI JOIN linked_anew USING (event_mention_id, batch)
)
SELECT event_mention_id, event_id, CASE WHEN event IS NOT NULL THEN reason END AS link_reason
FROM linked;

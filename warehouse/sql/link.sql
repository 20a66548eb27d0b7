-- Every mention with its event. A statement that is not surely of any event, and all but the first
-- account of an event in one article (it tells them apart), are events of their own accounts;
-- copies of a text are one account.
CREATE OR REPLACE TEMP TABLE all_statements AS
SELECT stated.*, placed.event, placed.turn, placed.reason
FROM stated
JOIN placed USING (statement_id)
UNION ALL BY NAME
SELECT statement.*
FROM remembered_statements AS statement
SEMI JOIN stated USING (statement_id)
ANTI JOIN placed USING (statement_id);

CREATE OR REPLACE TEMP TABLE resolved AS
WITH stating AS (
    SELECT
        account.*,
        coalesce(moved.target, statement.event) AS event,
        statement.turn,
        coalesce(statement.reason, moved.reason) AS reason
    FROM all_accounts AS account
    LEFT JOIN all_statements AS statement USING (statement_id)
    -- of an agreement that is signed once every undated account was looked for by itself
    LEFT JOIN moved ON moved.event = CASE
        WHEN statement.once AND statement."start" IS NULL THEN statement.statement_id
        ELSE coalesce(statement.event, statement.statement_id)
    END
),
copies AS (
    SELECT account, arg_min(event, (turn, event)) AS event
    FROM stating
    WHERE event IS NOT NULL AND account IN (SELECT account FROM stating WHERE event IS NULL)
    GROUP BY account
),
linked AS (
    SELECT
        stating.* EXCLUDE (event),
        coalesce(stating.event, copies.event) AS found,
        CASE
            WHEN found IS NOT NULL AND row_number() OVER (
                PARTITION BY found, article_id
                ORDER BY turn, told_below, trigger_start, event_mention_id
            ) = 1
            THEN found
        END AS event
    FROM stating
    LEFT JOIN copies USING (account)
),
firsts AS (
    SELECT
        coalesce(event, account) AS event,
        min((coalesce(published_at, 'infinity'::TIMESTAMPTZ), event_mention_id)) AS first
    FROM linked
    GROUP BY coalesce(event, account)
)
SELECT
    linked.event_mention_id,
    left(sha256('["event", "' || firsts.first[2] || '"]'), 16) AS event_id,
    CASE WHEN linked.event IS NOT NULL THEN linked.reason END AS link_reason
FROM linked
JOIN firsts ON firsts.event = coalesce(linked.event, linked.account);

-- What an earlier resolution found: later rows stand in for earlier ones.
CREATE OR REPLACE TEMP VIEW remembered_accounts AS
FROM remembered_later_accounts
UNION ALL BY NAME
SELECT earlier.*
FROM remembered_earlier_accounts AS earlier
ANTI JOIN remembered_later_accounts USING (event_mention_id, batch);

CREATE OR REPLACE TEMP VIEW remembered_statements AS
FROM remembered_later_statements
UNION ALL BY NAME
FROM remembered_earlier_statements
WHERE block NOT IN (SELECT block FROM remembered_later_statements);

CREATE OR REPLACE TEMP VIEW remembered_events AS
FROM remembered_later_events
UNION ALL BY NAME
FROM remembered_earlier_events
WHERE block NOT IN (SELECT block FROM remembered_later_events);

-- What an earlier resolution still knows: its mentions that are told as before, with what they
-- state. `fresh` is what it has not seen, `touched` the blocks whose mentions are no longer the same.
CREATE OR REPLACE TEMP TABLE kept_accounts AS
SELECT account.*
FROM remembered_accounts AS account
SEMI JOIN told USING (event_mention_id, batch);

CREATE OR REPLACE TEMP TABLE fresh AS
SELECT told.*
FROM told
ANTI JOIN remembered_accounts USING (event_mention_id, batch);

CREATE OR REPLACE TEMP TABLE touched AS
SELECT DISTINCT statement.block
FROM remembered_accounts AS account
JOIN remembered_statements AS statement USING (statement_id)
ANTI JOIN told USING (event_mention_id, batch);

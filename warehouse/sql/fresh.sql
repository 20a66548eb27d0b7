-- `fresh`: the mentions that no earlier resolution has seen; `gone`: those that are told no more;
-- `touched`: the blocks that are no longer the same. Batches are compared as a whole first.
CREATE OR REPLACE TEMP TABLE changed_batches AS
WITH now AS (
    SELECT batch, count(*) AS mentions, bit_xor(hash(event_mention_id)) AS mark
    FROM told
    GROUP BY batch
),
before AS (
    SELECT batch, count(*) AS mentions, bit_xor(hash(event_mention_id)) AS mark
    FROM remembered_accounts
    GROUP BY batch
)
SELECT batch
FROM now
FULL JOIN before USING (batch)
WHERE (now.mentions, now.mark) IS DISTINCT FROM (before.mentions, before.mark);

CREATE OR REPLACE TEMP TABLE fresh AS
SELECT told.*
FROM told
ANTI JOIN (
    FROM remembered_accounts WHERE batch IN (FROM changed_batches)
) USING (event_mention_id, batch)
WHERE batch IN (FROM changed_batches);

CREATE OR REPLACE TEMP TABLE gone AS
SELECT account.*
FROM remembered_accounts AS account
ANTI JOIN told USING (event_mention_id, batch)
WHERE batch IN (FROM changed_batches);

CREATE OR REPLACE TEMP VIEW kept_accounts AS
SELECT account.*
FROM remembered_accounts AS account
ANTI JOIN gone USING (event_mention_id, batch);

CREATE OR REPLACE TEMP TABLE touched AS
SELECT DISTINCT block
FROM remembered_statements
WHERE statement_id IN (SELECT statement_id FROM gone);

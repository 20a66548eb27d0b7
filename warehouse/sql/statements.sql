-- What accounts say, each statement once, with the blocks that have to be resolved again.
INSERT INTO touched
SELECT DISTINCT block
FROM accounts
WHERE block IS NOT NULL AND block NOT IN (FROM touched)
    AND statement_id NOT IN (SELECT statement_id FROM kept_accounts WHERE statement_id IS NOT NULL);

INSERT INTO stated
SELECT statement.* EXCLUDE (event, turn, reason)
FROM remembered_statements AS statement
SEMI JOIN kept_accounts USING (statement_id)
ANTI JOIN stated USING (statement_id);

CREATE OR REPLACE TEMP TABLE all_accounts AS
FROM kept_accounts
UNION ALL BY NAME
SELECT * EXCLUDE (block)
FROM accounts;

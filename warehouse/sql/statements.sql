-- The statements of the blocks that have to be resolved again, each once: those that were gained or
-- lost a statement.
INSERT INTO touched
SELECT DISTINCT block
FROM accounts
WHERE block IS NOT NULL AND block NOT IN (FROM touched)
    AND statement_id NOT IN (
        SELECT statement_id
        FROM remembered_statements
        WHERE statement_id IN (SELECT statement_id FROM accounts)
    );

INSERT INTO stated BY NAME
SELECT statement.* EXCLUDE (event, turn, reason)
FROM remembered_statements AS statement
ANTI JOIN stated USING (statement_id)
WHERE block IN (FROM touched) AND (
    statement_id NOT IN (SELECT statement_id FROM gone WHERE statement_id IS NOT NULL)
    OR statement_id IN (
        SELECT statement_id
        FROM kept_accounts
        WHERE statement_id IN (SELECT statement_id FROM gone)
    )
);

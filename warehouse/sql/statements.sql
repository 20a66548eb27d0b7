-- What accounts say, each statement once, with the blocks that have to be resolved again.
INSERT INTO touched
SELECT DISTINCT block
FROM accounts
WHERE block IS NOT NULL AND block NOT IN (FROM touched)
    AND statement_id NOT IN (SELECT statement_id FROM kept_accounts WHERE statement_id IS NOT NULL);

CREATE OR REPLACE TEMP TABLE stated AS
SELECT statement_id, block, event_type, named, start, "end", month, ahead, country, words, hints,
    numbers, persons, weapon_class, treaty_form, count, once, total
FROM accounts
WHERE statement_id IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY statement_id) = 1;

INSERT INTO stated
SELECT statement.* EXCLUDE (event, turn, reason)
FROM remembered_statements AS statement
SEMI JOIN kept_accounts USING (statement_id)
ANTI JOIN stated USING (statement_id);

CREATE OR REPLACE TEMP TABLE all_accounts AS
FROM kept_accounts
UNION ALL BY NAME
SELECT event_mention_id, batch, article_id, published_at, told_below, trigger_start, account,
    statement_id
FROM accounts;

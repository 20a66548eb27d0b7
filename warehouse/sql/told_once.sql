-- Mentions outside a warehouse, as kept.sql has those inside.
CREATE OR REPLACE TEMP TABLE told AS
SELECT
    *,
    '' AS batch,
    row_number() OVER (
        PARTITION BY article_id, event_type, trigger_field, trigger_start, trigger_end
        ORDER BY event_mention_id
    ) AS turn
FROM extracted;

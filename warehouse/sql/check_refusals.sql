-- Records of the runs that are to be published that met such a refusal, and all that they read.
SELECT
    (
        SELECT count(DISTINCT coalesce(article_id, refusal_id))
        FROM all_refusals
        WHERE run > getvariable('published') AND step = $step AND reason = coalesce($reason, reason)
    ),
    (SELECT sum(articles_read)::BIGINT FROM runs WHERE manifest > getvariable('published'));

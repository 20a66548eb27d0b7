-- What resolution looks at. Parties are those who act and who receive, as countries where they
-- have one. Lists of attendees differ from report to report, so the meeting of an organisation
-- that is known is told by the organisation alone.
SELECT
    told.* EXCLUDE (participants, all_evidence, attributes, evidence, batch, article_row, run, turn),
    article.lang,
    article.published_at,
    to_json([
        article.text_sha256,
        told.event_type,
        told.trigger_field,
        told.trigger_start::VARCHAR,
        told.trigger_end::VARCHAR,
        told.turn::VARCHAR,
        CASE WHEN told.trigger_field = 'title' THEN article.title END
    ])::VARCHAR AS account,
    list_sort(list_distinct(list_transform(
        CASE
            WHEN told.summit_format = 'multilateral' AND len(hosts.organisations) > 0
            THEN hosts.organisations
            ELSE list_filter(told.participants, lambda each: each.role IN ('party', 'host'))
        END,
        lambda each: coalesce(each.country, each.entity_id, lower(each.name))
    ))) AS parties
FROM told
JOIN articles AS article USING (article_id)
CROSS JOIN LATERAL (
    SELECT list_filter(
        told.participants,
        lambda each: each.kind = 'org' AND each.entity_id IS NOT NULL AND each.role <> 'mediator'
    ) AS organisations
) AS hosts;

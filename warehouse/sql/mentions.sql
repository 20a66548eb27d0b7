INSERT INTO event_mentions BY NAME
SELECT
    told.* EXCLUDE (participants, all_evidence, attributes, batch, article_row, run, turn),
    resolved.event_id,
    resolved.link_reason
FROM told
JOIN resolved USING (event_mention_id)
ORDER BY told.article_id, told.trigger_field, told.trigger_start, told.event_mention_id;

INSERT INTO mention_evidence BY NAME
SELECT
    event_mention_id,
    unnest(range(1, len(all_evidence) + 1))::INTEGER AS position,
    unnest(all_evidence, recursive := true)
FROM told
ORDER BY event_mention_id, position;

INSERT INTO mention_participants BY NAME
SELECT
    event_mention_id,
    unnest(range(1, len(participants) + 1))::INTEGER AS position,
    unnest(participants, recursive := true)
FROM told
ORDER BY event_mention_id, position;

-- Every mention may once have been the earliest of its event and have given it its id.
INSERT INTO event_aliases BY NAME
SELECT left(sha256('["event", "' || event_mention_id || '"]'), 16) AS alias_id, event_id
FROM resolved
WHERE alias_id <> event_id
ORDER BY alias_id;

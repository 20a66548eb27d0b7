INSERT INTO events BY NAME
SELECT facts.*, codes.cameo_code, codes.plover_type
FROM event_facts_as_of('infinity') AS facts
LEFT JOIN codes USING (event_type)
ORDER BY date_start NULLS LAST, event_id;

INSERT INTO event_participants BY NAME
SELECT *
FROM participants_as_of('infinity')
ORDER BY event_id, position;

INSERT INTO event_status_history BY NAME
SELECT *
FROM status_history_as_of('infinity')
ORDER BY event_id, position;

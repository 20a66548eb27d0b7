CREATE OR REPLACE TEMP TABLE reports AS FROM reports_as_of('infinity', true);

INSERT INTO events BY NAME
SELECT
    facts.*,
    code_of_act(codes.cameo_code, treaty_action) AS cameo_code,
    code_of_act(codes.plover_type, treaty_action) AS plover_type,
    plover_mode_of(codes.plover_type, event_type, summit_format, place_country, countries)
        AS plover_mode
FROM event_facts_of('reports') AS facts
LEFT JOIN codes USING (event_type)
ORDER BY date_start NULLS LAST, event_id;

INSERT INTO event_participants BY NAME
SELECT *
FROM participants_of('reports')
ORDER BY event_id, position;

INSERT INTO event_status_history BY NAME
SELECT *
FROM status_history_of('reports')
ORDER BY event_id, position;

DROP TABLE reports;

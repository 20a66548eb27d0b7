CREATE VIEW summits AS
SELECT
    event_id, status, date_start, date_end, date_precision, summit_name, summit_format,
    participants, countries, place_name, place_country, latitude, longitude, headline,
    n_articles, n_sources, n_languages, first_reported_at, last_reported_at, confidence
FROM events
WHERE event_type = 'summit'
ORDER BY date_start NULLS LAST, event_id;

CREATE VIEW treaties AS
SELECT
    event_id, status, date_start, date_end, date_precision, treaty_name, treaty_action,
    treaty_form, participants, countries, place_name, place_country, latitude, longitude, headline,
    n_articles, n_sources, n_languages, first_reported_at, last_reported_at, confidence
FROM events
WHERE event_type = 'treaty'
ORDER BY date_start NULLS LAST, event_id;

CREATE VIEW weapons_tests AS
SELECT
    event_id, status, date_start, date_end, date_precision, weapon, weapon_class, weapon_count,
    range_km, altitude_km, yield_kt, outcome, participants, countries, place_name, place_country,
    latitude, longitude, headline, n_articles, n_sources, n_languages, first_reported_at,
    last_reported_at, confidence
FROM events
WHERE event_type = 'weapons_test'
ORDER BY date_start NULLS LAST, event_id;

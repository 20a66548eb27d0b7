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

CREATE VIEW country_pairs AS
WITH present AS (
    SELECT DISTINCT event_id, country FROM event_participants WHERE country IS NOT NULL
)
SELECT
    one.country AS country_a,
    other.country AS country_b,
    event_id, events.event_type, events.status, events.date_start, events.date_end, events.headline,
    events.n_articles
FROM present AS one
JOIN present AS other USING (event_id)
JOIN events USING (event_id)
WHERE one.country < other.country;

CREATE VIEW monthly AS
SELECT
    CASE WHEN date_precision IN ('day', 'month') THEN date_trunc('month', date_start)::DATE END
        AS month,
    event_type,
    status,
    count(*) AS events,
    sum(n_articles)::BIGINT AS articles
FROM events
GROUP BY ALL
ORDER BY month NULLS LAST, event_type, status;

CREATE VIEW coverage AS
WITH telling AS (
    SELECT article_id, count(*) AS mentions FROM event_mentions GROUP BY article_id
)
SELECT
    date_trunc('month', published_at)::DATE AS month,
    count(*) AS articles,
    count(DISTINCT lang) AS languages,
    count(DISTINCT source) AS sources,
    count(telling.article_id) AS articles_with_events,
    coalesce(sum(telling.mentions), 0)::BIGINT AS event_mentions
FROM articles
LEFT JOIN telling USING (article_id)
GROUP BY month
ORDER BY month NULLS LAST;

CREATE VIEW evidence AS
SELECT
    mention.event_id, mention.event_type, mention.event_mention_id, mention.status,
    sentence.position, sentence.evidence, sentence.evidence_field, sentence.evidence_start,
    sentence.evidence_end, mention.link_reason, mention.confidence, mention.article_id,
    article.title, article.source, article.lang, article.published_at, article.url,
    article.duplicate_of
FROM mention_evidence AS sentence
JOIN event_mentions AS mention USING (event_mention_id)
JOIN articles AS article USING (article_id);

-- Only what GDELT would count as one dyadic, dated event; there, too, the pair is in some order.
CREATE VIEW gdelt_events AS
SELECT
    event_id AS GLOBALEVENTID,
    strftime(date_start, '%Y%m%d')::INTEGER AS SQLDATE,
    strftime(date_start, '%Y%m')::INTEGER AS MonthYear,
    year(date_start)::INTEGER AS Year,
    split_part(countries, '; ', 1) AS Actor1Code,
    Actor1Code AS Actor1Name,
    Actor1Code AS Actor1CountryCode,
    nullif(split_part(countries, '; ', 2), '') AS Actor2Code,
    Actor2Code AS Actor2Name,
    Actor2Code AS Actor2CountryCode,
    1 AS IsRootEvent,
    cameo_code AS EventCode,
    left(cameo_code, 3) AS EventBaseCode,
    left(cameo_code, 2) AS EventRootCode,
    CASE
        WHEN left(cameo_code, 2) <= '05' THEN 1
        WHEN left(cameo_code, 2) <= '08' THEN 2
        WHEN left(cameo_code, 2) <= '13' THEN 3
        ELSE 4
    END AS QuadClass,
    n_articles AS NumMentions,
    n_sources AS NumSources,
    n_articles AS NumArticles,
    place_name AS ActionGeo_FullName,
    place_country AS ActionGeo_CountryCode,
    latitude AS ActionGeo_Lat,
    longitude AS ActionGeo_Long,
    strftime(first_reported_at, '%Y%m%d%H%M%S')::BIGINT AS DATEADDED
FROM events
WHERE status = 'occurred' AND date_precision = 'day' AND cameo_code IS NOT NULL
    AND countries IS NOT NULL;

-- Mentions in numbers, out of the names of the codebook: `mentions` of the `looked_at` from number `first` on.
-- Events are skewed as news is: mention u falls on event `events` * u * u, so that a few have thousands.
-- Half of all events are between states that are often in the news. Nothing is random: every
-- figure hangs on a hash of the event's or the mention's number.
CREATE OR REPLACE MACRO part(seed, salt) AS (hash(seed, salt) % 1000003) / 1000003.0;
CREATE OR REPLACE MACRO pick(names, seed, salt) AS names[1 + (hash(seed, salt) % len(names))::INTEGER];

CREATE OR REPLACE TEMP TABLE made AS
WITH numbered AS (
    SELECT
        number,
        floor(getvariable('events') * part(number, 1) * part(number, 1))::BIGINT AS event
    FROM range(getvariable('first'), getvariable('first') + getvariable('looked_at')) AS mentions(number)
),
happened AS (
    SELECT
        *,
        pick(['summit', 'summit', 'treaty', 'weapons_test'], event, 2) AS event_type,
        1 + floor(len(getvariable('countries')) * power(part(event, 3), 3))::INTEGER AS one,
        1 + floor(len(getvariable('countries')) * power(part(event, 4), 3))::INTEGER AS two,
        DATE '1995-01-01' + floor(11000 * sqrt(part(event, 5)))::INTEGER AS day,
        part(event, 6) < 0.2 AS is_many,
        part(number, 7) AS luck
    FROM numbered
)
SELECT
    *,
    getvariable('countries')[one] AS ours,
    getvariable('countries')[if(one = two, 1 + two % len(getvariable('countries')), two)] AS theirs,
    pick(getvariable('places'), event, 8) AS place,
    day + floor(20 * power(part(number, 9), 3))::INTEGER AS published,
    CASE
        WHEN luck < 0.62 THEN 'day'
        WHEN luck < 0.80 THEN 'month'
        WHEN luck < 0.88 THEN 'year'
    END AS precision
FROM happened
-- A later batch tells of the last weeks, and once in twenty times of what was long ago.
WHERE getvariable('looked_at') = getvariable('mentions')
    OR day > DATE '2025-01-01' OR part(number, 23) < 0.0004
ORDER BY number
LIMIT getvariable('mentions');

CREATE OR REPLACE TEMP TABLE made_articles AS
SELECT
    'a' || number AS article_id,
    NULL::VARCHAR AS url,
    'source ' || floor(400 * power(part(number, 10), 2))::INTEGER AS source,
    'Title ' || event AS title,
    if(part(number, 11) < 0.4, 'id', 'en') AS lang,
    published::TIMESTAMPTZ AS published_at,
    TIMESTAMPTZ '2026-01-01' AS ingested_at,
    4::INTEGER AS words,
    'They met, says ' || number AS text,
    sha256(text) AS text_sha256,
    published::VARCHAR AS published
FROM made
ORDER BY number;

CREATE OR REPLACE TEMP TABLE made_mentions AS
SELECT
    md5('mention ' || number)[1:16] AS event_mention_id,
    'a' || number AS article_id,
    event_type,
    CASE WHEN published < day THEN 'planned' WHEN luck > 0.98 THEN 'denied' ELSE 'occurred' END
        AS status,
    'met' AS trigger,
    'text' AS trigger_field,
    0::INTEGER AS trigger_start,
    3::INTEGER AS trigger_end,
    CASE precision WHEN 'day' THEN day WHEN 'month' THEN date_trunc('month', day)
        WHEN 'year' THEN date_trunc('year', day) END::DATE AS date_start,
    CASE precision WHEN 'day' THEN day WHEN 'month' THEN last_day(day)
        WHEN 'year' THEN make_date(year(day), 12, 31) END::DATE AS date_end,
    precision AS date_precision,
    CASE WHEN precision IS NOT NULL THEN 'explicit' END AS date_rule,
    CASE WHEN part(number, 12) < 0.5 THEN place END AS place_name,
    CASE WHEN part(number, 13) < 0.6 THEN ours END AS place_country,
    NULL::DOUBLE AS latitude,
    NULL::DOUBLE AS longitude,
    'They met, says ' || number AS evidence,
    'text' AS evidence_field,
    0::INTEGER AS evidence_start,
    9::INTEGER AS evidence_end,
    0.5 + part(number, 14) / 2 AS confidence,
    '1' AS extractor_version,
    CASE WHEN event_type = 'summit' AND is_many THEN pick(getvariable('summits'), event, 15) END AS summit_name,
    CASE WHEN event_type = 'summit' THEN if(is_many, 'multilateral', 'bilateral') END
        AS summit_format,
    CASE WHEN event_type = 'treaty' AND part(number, 16) < 0.8 THEN pick(getvariable('agreements'), event, 17)
    END AS treaty_name,
    CASE WHEN event_type = 'treaty' THEN if(is_many, 'ratify', 'sign') END AS treaty_action,
    CASE WHEN event_type = 'treaty' THEN 'agreement' END AS treaty_form,
    CASE WHEN event_type = 'weapons_test' AND part(number, 18) < 0.5
        THEN pick(getvariable('weapons'), event, 19) END AS weapon,
    CASE WHEN event_type = 'weapons_test' THEN if(
        part(number, 20) < 0.3, 'missile', pick(['icbm', 'srbm', 'cruise', 'mrbm'], event, 21)
    ) END AS weapon_class,
    NULL::INTEGER AS weapon_count,
    NULL::DOUBLE AS range_km,
    NULL::DOUBLE AS altitude_km,
    NULL::DOUBLE AS yield_kt,
    CASE WHEN event_type = 'weapons_test' THEN 'unknown' END AS outcome,
    (row_number() OVER (ORDER BY number) - 1)::INTEGER AS article_row,
    [{'evidence': evidence, 'evidence_field': 'text', 'evidence_start': 0::INTEGER,
      'evidence_end': 9::INTEGER}] AS all_evidence,
    list_concat(
        [{'name': ours, 'kind': 'country', 'country': ours, 'role': 'party', 'entity_id': ours}],
        if(
            event_type = 'weapons_test',
            [],
            [{'name': theirs, 'kind': 'country', 'country': theirs, 'role': 'party',
              'entity_id': theirs}]
        ),
        if(
            part(number, 22) < 0.5,
            [],
            [{'name': 'Leader of ' || ours, 'kind': 'person', 'country': ours, 'role': 'party',
              'entity_id': 'leader-' || ours}]
        )
    ) AS participants,
    '{}' AS attributes
FROM made
ORDER BY number;

-- Agreements are left in other words than they are made: the codes are those of making one.
CREATE MACRO code_of_act(code, treaty_action) AS CASE
    WHEN treaty_action IN ('withdraw', 'suspend', 'terminate') THEN NULL
    ELSE code
END;

-- How leaders met, where one of them was the other's guest; nothing where that is not told.
CREATE MACRO plover_mode_of(plover_type, event_type, summit_format, place_country, countries) AS CASE
    WHEN plover_type = 'MOBILIZE' AND event_type = 'weapons_test' THEN 'weapons'
    WHEN plover_type IS DISTINCT FROM 'CONSULT' THEN NULL
    WHEN summit_format = 'multilateral' THEN 'multilateral'
    WHEN contains(countries, place_country) THEN 'visit'
    WHEN place_country IS NOT NULL AND countries IS NOT NULL THEN 'third-party'
END;

-- Whether a report names the same place: by its name, by where that is, or by its country where no
-- place is named.
CREATE MACRO is_at_place(report, place) AS (
    report.place_country IS NOT DISTINCT FROM coalesce(place.country, report.place_country)
    AND CASE
        WHEN report.place_name IS NULL OR place.name IS NULL THEN report.place_country = place.country
        ELSE contains(lower(report.place_name), lower(place.name))
            OR contains(lower(place.name), lower(report.place_name))
            OR abs(report.latitude - place.lat) < 0.5 AND abs(report.longitude - place.lon) < 0.5
    END
);

CREATE MACRO is_elsewhere(report, place) AS (
    report.place_country <> place.country
    OR NOT is_at_place(report, place)
        AND (abs(report.latitude - place.lat) >= 0.5 OR abs(report.longitude - place.lon) >= 0.5)
);

-- Events whose reports are not all of that moment or earlier; the others are known as they are now.
CREATE MACRO events_changed_since(moment) AS TABLE
SELECT event_id
FROM events
WHERE coalesce(first_reported_at, 'infinity'::TIMESTAMPTZ) <= moment::TIMESTAMPTZ
    AND (n_undated > 0 OR last_reported_at > moment::TIMESTAMPTZ);

-- What was known at a moment. 'infinity' is now: it includes reports whose publication is unknown.
-- Of all events, or of those that have changed since.
CREATE MACRO reports_as_of(moment, of_all) AS TABLE
SELECT
    mention.*,
    article.published_at,
    article.source,
    article.lang,
    article.title,
    article.duplicate_of,
    -- copies of a text are one source, whichever outlets they came from
    row_number() OVER (
        PARTITION BY mention.event_id, coalesce(article.duplicate_of, article.article_id)
        ORDER BY
            article.source IS NULL, article.published_at NULLS LAST, mention.event_mention_id
    ) = 1 AS is_first_of_text,
    mention.event_mention_id IN (
        SELECT event_mention_id FROM mention_evidence WHERE evidence_field = 'title'
    ) AS is_told_in_title,
    min(article.published_at) OVER (PARTITION BY mention.event_id) AS first_published_at,
    -- A sentence that several articles share is one voice, and so is what copies of a text say.
    trim(lower(regexp_replace(
        first_value(mention.evidence) OVER (
            PARTITION BY mention.event_id, coalesce(article.duplicate_of, article.article_id)
            ORDER BY article.duplicate_of NULLS FIRST, mention.event_mention_id
        ),
        '[^\w]+', ' ', 'g'
    ))) AS voice,
    count(*) FILTER (article.duplicate_of IS NULL) OVER (
        PARTITION BY mention.event_id, mention.date_start, mention.date_end
    ) AS n_same_date,
    count(*) FILTER (article.duplicate_of IS NULL) OVER (
        PARTITION BY mention.event_id, lower(mention.place_name), mention.place_country
    ) AS n_same_place,
    -- firmer words count as the later ones among reports of one moment
    row_number() OVER (
        PARTITION BY mention.event_id
        ORDER BY
            article.published_at NULLS LAST,
            list_position(
                ['hypothetical', 'planned', 'cancelled', 'denied', 'occurred'], mention.status
            ),
            mention.event_mention_id
    ) AS turn,
    -- the report to quote: of the event itself rather than of its plan, dated closely, sure
    row_number() OVER (
        PARTITION BY mention.event_id
        ORDER BY
            mention.status = 'occurred' DESC,
            mention.date_end - mention.date_start NULLS LAST,
            mention.confidence DESC,
            article.published_at NULLS LAST,
            mention.event_mention_id
    ) AS best
FROM event_mentions AS mention
JOIN articles AS article USING (article_id)
WHERE coalesce(article.published_at, 'infinity'::TIMESTAMPTZ) <= moment::TIMESTAMPTZ
    AND (of_all OR mention.event_id IN (SELECT event_id FROM events_changed_since(moment)));

-- `reports`, here and below: the name of a table, view or common table expression of such rows.
-- What has occurred stays so; before that the latest report decides, but no speculation unsays a
-- firm word, and no report of unknown date one whose date is known.
CREATE MACRO status_history_of(reports) AS TABLE
WITH running AS (
    SELECT
        event_id,
        event_mention_id,
        published_at,
        date_start,
        date_end,
        turn,
        CASE
            WHEN bool_or(status = 'occurred') OVER so_far THEN 'occurred'
            ELSE coalesce(
                last_value(
                    CASE
                        WHEN status <> 'hypothetical'
                            AND (published_at IS NOT NULL OR first_published_at IS NULL)
                        THEN status
                    END
                    IGNORE NULLS
                ) OVER so_far,
                'hypothetical'
            )
        END AS status
    FROM query_table(reports)
    WINDOW so_far AS (
        PARTITION BY event_id ORDER BY turn ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    )
),
moments AS (
    SELECT *
    FROM running
    QUALIFY row_number() OVER (PARTITION BY event_id, published_at ORDER BY turn DESC) = 1
),
changes AS (
    SELECT *
    FROM moments
    QUALIFY status IS DISTINCT FROM lag(status) OVER (PARTITION BY event_id ORDER BY turn)
)
SELECT
    event_id,
    (row_number() OVER (PARTITION BY event_id ORDER BY turn))::INTEGER AS position,
    status,
    published_at AS known_from,
    lead(published_at) OVER (PARTITION BY event_id ORDER BY turn) AS known_until,
    event_mention_id,
    date_start,
    date_end
FROM changes;

CREATE MACRO participants_of(reports) AS TABLE
WITH named AS (
    SELECT
        report.event_id,
        report.article_id,
        report.best,
        participant.*,
        CASE
            WHEN participant.kind = 'country' THEN coalesce(participant.country, lower(name))
            ELSE coalesce(participant.entity_id, lower(name))
        END AS entity
    FROM query_table(reports) AS report
    JOIN mention_participants AS participant USING (event_mention_id)
),
names AS (
    SELECT event_id, kind, entity, name, count(DISTINCT article_id) AS n
    FROM named
    GROUP BY ALL
),
named_most AS (
    SELECT event_id, kind, entity, name
    FROM names
    QUALIFY row_number() OVER (
        PARTITION BY event_id, kind, entity ORDER BY n DESC, length(name) DESC, name
    ) = 1
),
entities AS (
    SELECT
        event_id,
        kind,
        entity,
        arg_min(country, best) AS country,
        arg_min(role, best) AS role,
        arg_min(entity_id, best) AS entity_id,
        count(DISTINCT article_id)::INTEGER AS n_articles
    FROM named
    GROUP BY ALL
)
SELECT
    event_id,
    (row_number() OVER (PARTITION BY event_id ORDER BY n_articles DESC, name, kind, entity))::INTEGER
        AS position,
    name,
    kind,
    country,
    role,
    entity_id,
    n_articles
FROM entities
JOIN named_most USING (event_id, kind, entity);

-- Each fact is that of the best report that states it; arg_min passes over what is unknown. What
-- belongs together (the parts of a date, of a place) comes from one report: a date from the closest,
-- among equally close ones from those that most reports agree with, a place likewise.
CREATE MACRO event_facts_of(reports) AS TABLE
WITH facts AS (
    SELECT
        event_id,
        any_value(event_type) AS event_type,
        -- a title that speaks of something else is no headline of an event in the background
        coalesce(arg_min(title, best) FILTER (WHERE is_told_in_title), arg_min(evidence, best))
            AS headline,
        arg_min(
            struct_pack(
                a := date_start, b := date_end, precision := date_precision, rule := date_rule
            ),
            (status <> 'occurred', date_end - date_start, -n_same_date, best)
        ) FILTER (WHERE date_start IS NOT NULL) AS dated,
        arg_min(
            struct_pack(
                name := place_name, country := place_country, lat := latitude, lon := longitude
            ),
            (place_name IS NULL, -n_same_place, best)
        ) FILTER (WHERE place_name IS NOT NULL OR place_country IS NOT NULL) AS place,
        arg_min(summit_name, best) AS summit_name,
        arg_min(summit_format, best) AS summit_format,
        arg_min(treaty_name, best) AS treaty_name,
        arg_min(treaty_action, best) AS treaty_action,
        coalesce(
            arg_min(treaty_form, best) FILTER (WHERE treaty_form NOT IN ('agreement', 'other')),
            arg_min(treaty_form, best)
        ) AS treaty_form,
        arg_min(weapon, best) AS weapon,
        coalesce(
            arg_min(weapon_class, best)
                FILTER (WHERE weapon_class NOT IN ('ballistic', 'missile', 'other')),
            arg_min(weapon_class, best) FILTER (WHERE weapon_class NOT IN ('missile', 'other')),
            arg_min(weapon_class, best)
        ) AS weapon_class,
        arg_min(weapon_count, best) AS weapon_count,
        arg_min(range_km, best) AS range_km,
        arg_min(altitude_km, best) AS altitude_km,
        arg_min(yield_kt, best) AS yield_kt,
        coalesce(
            arg_min(outcome, best) FILTER (WHERE outcome <> 'unknown'), arg_min(outcome, best)
        ) AS outcome,
        max(confidence) AS confidence,
        count(DISTINCT article_id)::INTEGER AS n_articles,
        greatest(1, count(DISTINCT source) FILTER (WHERE is_first_of_text))::INTEGER
            AS n_sources,
        count(DISTINCT lang)::INTEGER AS n_languages,
        count(DISTINCT article_id) FILTER (WHERE published_at IS NULL)::INTEGER AS n_undated,
        min(published_at) AS first_reported_at,
        max(published_at) AS last_reported_at
    FROM query_table(reports)
    GROUP BY event_id
),
statuses AS (
    SELECT event_id, arg_max(status, position) AS status
    FROM status_history_of(reports)
    GROUP BY event_id
),
-- Voices that say what the event came to, and that say something else; one that is silent or only
-- less precise does neither.
votes AS (
    SELECT
        event_id,
        count(DISTINCT voice)::INTEGER AS n_voices,
        count(DISTINCT voice) FILTER (WHERE report.status = statuses.status)::INTEGER
            AS n_status_agree,
        count(DISTINCT voice) FILTER (WHERE CASE
            WHEN statuses.status IN ('denied', 'cancelled') THEN report.status = 'occurred'
            WHEN statuses.status = 'hypothetical' THEN false
            ELSE report.status IN ('denied', 'cancelled')
        END)::INTEGER AS n_status_disagree,
        count(DISTINCT voice) FILTER (
            WHERE date_start >= dated.a AND date_end <= dated.b
        )::INTEGER AS n_date_agree,
        count(DISTINCT voice) FILTER (
            WHERE NOT (date_start >= dated.a AND date_end <= dated.b)
                AND NOT (date_start <= dated.a AND date_end >= dated.b)
        )::INTEGER AS n_date_disagree,
        count(DISTINCT voice) FILTER (WHERE is_at_place(report, place))::INTEGER AS n_place_agree,
        count(DISTINCT voice) FILTER (WHERE is_elsewhere(report, place))::INTEGER
            AS n_place_disagree
    FROM query_table(reports) AS report
    JOIN statuses USING (event_id)
    JOIN (SELECT event_id, dated, place FROM facts) AS resolved USING (event_id)
    GROUP BY event_id
),
people AS (
    SELECT
        event_id,
        string_agg(DISTINCT country, '; ' ORDER BY country) AS countries,
        string_agg(name, '; ' ORDER BY position) AS participants
    FROM participants_of(reports)
    GROUP BY event_id
)
SELECT
    event_id,
    event_type,
    status,
    headline,
    dated.a AS date_start,
    dated.b AS date_end,
    dated.precision AS date_precision,
    dated.rule AS date_rule,
    place.name AS place_name,
    place.country AS place_country,
    place.lat AS latitude,
    place.lon AS longitude,
    countries,
    participants,
    facts.* EXCLUDE (event_id, event_type, headline, dated, place),
    votes.n_voices,
    votes.n_status_agree,
    votes.n_status_disagree,
    votes.n_date_agree,
    votes.n_date_disagree,
    votes.n_place_agree,
    votes.n_place_disagree,
    votes.n_status_disagree + votes.n_date_disagree + votes.n_place_disagree > 0 AS is_disputed
FROM facts
JOIN statuses USING (event_id)
JOIN votes USING (event_id)
LEFT JOIN people USING (event_id);

CREATE MACRO events_as_of(moment) AS TABLE
WITH reports AS MATERIALIZED (FROM reports_as_of(moment, false))
SELECT *
FROM events
WHERE last_reported_at <= moment::TIMESTAMPTZ AND n_undated = 0
UNION ALL BY NAME
SELECT
    facts.*,
    code_of_act(codes.cameo_code, treaty_action) AS cameo_code,
    code_of_act(codes.plover_type, treaty_action) AS plover_type,
    plover_mode_of(codes.plover_type, event_type, summit_format, place_country, countries)
        AS plover_mode
FROM event_facts_of('reports') AS facts
LEFT JOIN (
    SELECT event_type, max(cameo_code) AS cameo_code, max(plover_type) AS plover_type
    FROM events
    GROUP BY event_type
) AS codes USING (event_type)
ORDER BY date_start NULLS LAST, event_id;

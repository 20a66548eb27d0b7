-- What resolution compares of the mentions in `part`: one row each, names already read (`names`).
-- A block holds all that can be one event; null where too little is known to be the same as any.
CREATE OR REPLACE TEMP TABLE part_accounts AS
WITH seen AS (
    SELECT
        part.*,
        article.published_at,
        coalesce(article.lang, '?') AS lang,
        article.text_sha256,
        CASE WHEN part.trigger_field = 'title' THEN article.title END AS title,
        summit.words AS summit_words,
        summit.numbers AS summit_numbers,
        -- the city is no part of the name: "G20 Bali"
        array_to_string(list_filter(
            summit.subject, lambda word: NOT list_contains(
                list_transform(coalesce(place.words, []), lambda each: regexp_extract(each, '[^:]+$')), word
            )
        ), ' ') AS series,
        coalesce(summit.forum, false) AS of_forum,
        coalesce(summit.seats, []) AS seats,
        treaty.words AS treaty_words,
        treaty.numbers AS treaty_numbers,
        treaty.year AS treaty_year,
        treaty.agreement,
        treaty.agreement_party,
        treaty.party_words,
        weapon.numbers AS weapon_numbers,
        weapon.proper AS weapon_words,
        place.words AS place_words
    FROM part
    JOIN articles AS article USING (article_id)
    LEFT JOIN names AS summit
        ON summit.text = part.summit_name AND summit.lang = coalesce(article.lang, '?')
    LEFT JOIN names AS treaty
        ON treaty.text = part.treaty_name AND treaty.lang = coalesce(article.lang, '?')
    LEFT JOIN names AS weapon
        ON weapon.text = part.weapon AND weapon.lang = coalesce(article.lang, '?')
    LEFT JOIN names AS place
        ON place.text = part.place_name AND place.lang = coalesce(article.lang, '?')
),
taking_part AS (
    SELECT
        part.event_mention_id,
        part.batch,
        who.participant.role AS role,
        who.participant.kind AS kind,
        coalesce(
            who.participant.country,
            nullif(array_to_string(organisation.subject, ' '), ''),
            who.participant.entity_id,
            lower(who.participant.name)
        ) AS party,
        who.participant.country AS country,
        list_transform(called.words, lambda word: regexp_extract(word, '[^:]+$')) AS words
    FROM part
    CROSS JOIN LATERAL (SELECT unnest(part.participants) AS participant) AS who
    LEFT JOIN names AS organisation
        ON organisation.text = coalesce(who.participant.entity_id, who.participant.name)
        AND organisation.lang = ''
    LEFT JOIN names AS called ON called.text = who.participant.name AND called.lang = ''
),
parties AS (
    SELECT
        event_mention_id,
        batch,
        -- a person counts for a state where the parties are not named themselves: one who acts for
        -- an organisation is from some state, too
        list_sort(list(DISTINCT party) FILTER (WHERE role = 'party' AND kind <> 'person'))
            AS acting_named,
        list_sort(list(DISTINCT party) FILTER (
            WHERE role = 'party' AND (kind <> 'person' OR country IS NOT NULL)
        )) AS acting_all,
        if(len(acting_named) > 1, acting_named, acting_all) AS acting,
        list_sort(list(DISTINCT party) FILTER (
            WHERE role IN ('party', 'host') AND kind <> 'person'
        )) AS meeting_named,
        list_sort(list(DISTINCT party) FILTER (
            WHERE role IN ('party', 'host') AND (kind <> 'person' OR country IS NOT NULL)
        )) AS meeting_all,
        if(len(meeting_named) > 1, meeting_named, meeting_all) AS meeting,
        list_sort(list(DISTINCT country) FILTER (
            WHERE role IN ('party', 'host') AND country IS NOT NULL
        )) AS countries,
        list_sort(list(DISTINCT party) FILTER (
            WHERE kind = 'org' AND country IS NULL AND role IN ('party', 'host')
        )) AS organisations,
        -- names are spelt in many ways: "Zelensky", "Zelenskyy"
        list_sort(flatten(list(DISTINCT list_transform(
            words, lambda word: country || ':' || left(word, 5)
        )) FILTER (WHERE kind = 'person' AND country IS NOT NULL))) AS persons,
        -- an organisation's own name may hold what the agreement is about: "Partnership Group"
        list_distinct(flatten(coalesce(
            list(words) FILTER (WHERE kind IN ('country', 'person')), []
        ))) AS names
    FROM taking_part
    GROUP BY ALL
),
known AS (
    SELECT
        seen.*,
        coalesce(parties.acting, []) AS acting,
        coalesce(parties.meeting, []) AS meeting,
        coalesce(parties.countries, []) AS countries,
        coalesce(parties.organisations, []) AS organisations,
        coalesce(parties.persons, []) AS persons,
        coalesce(parties.names, []) AS names,
        -- "the 1987 treaty" was signed in that year
        CASE WHEN treaty_action = 'sign' AND date_start IS NULL THEN treaty_year END AS year_told,
        coalesce(date_start, make_date(year_told, 1, 1)) AS "start",
        coalesce(date_end, make_date(year_told, 12, 31)) AS "end",
        CASE
            -- to join an organisation is an agreement that has its name
            WHEN treaty_action = 'accede' AND len(parties.organisations) > 0
            THEN array_to_string(parties.organisations, ', ')
            WHEN seen.agreement IS NULL THEN NULL
            WHEN agreement_party IS NULL OR list_contains(parties.countries, agreement_party)
                OR regexp_matches(
                    lower(array_to_string(list_transform(
                        all_evidence, lambda each: each.evidence
                    ), ' ')),
                    '\b(' || array_to_string(party_words, '|') || ')\b'
                )
            THEN agreement
        END AS known_agreement
    FROM seen
    LEFT JOIN parties USING (event_mention_id, batch)
),
blocked AS (
    SELECT
        known.*,
        known_agreement IS NOT NULL AND (
            treaty_action = 'sign' OR treaty_action = 'accede' AND len(organisations) > 0
        ) AS is_once,
        CASE
            WHEN event_type = 'summit' AND summit_format IS DISTINCT FROM 'bilateral'
                AND series <> '' AND (
                    of_forum OR (len(organisations) = 0 AND summit_format = 'multilateral')
                )
            THEN 'series ' || series
            WHEN event_type = 'summit' AND summit_format = 'multilateral' AND len(organisations) > 0
            THEN 'series ' || array_to_string(organisations, ', ')
            WHEN event_type = 'summit' AND summit_format = 'bilateral' AND len(acting) = 2
            THEN array_to_string(acting, ', ')
            WHEN event_type = 'treaty' AND known_agreement IS NOT NULL
            THEN concat_ws(
                ' ', treaty_action, known_agreement,
                if(treaty_action IS DISTINCT FROM 'sign' AND len(countries) = 0, 'by none', NULL)
            )
            WHEN event_type = 'treaty' AND len(if(len(acting) > 1, acting, meeting))
                >= if(treaty_action IN ('sign') OR treaty_action IS NULL, 2, 1)
            THEN concat_ws(
                ' ', treaty_action, array_to_string(if(len(acting) > 1, acting, meeting), ', ')
            )
            -- what is still told after ten years is told by its year: "the 1953 armistice"
            WHEN event_type = 'treaty' AND len(treaty_words) > 0 AND len(meeting) = 0
                AND published_at::DATE - "end" > 3653
            THEN concat_ws(' ', treaty_action, 'told by its year', array_to_string(treaty_words, ' '))
            WHEN event_type = 'weapons_test' AND len(acting) > 0
            THEN array_to_string(acting, ', ')
            WHEN event_type <> 'treaty' AND event_type <> 'weapons_test' AND len(meeting) > 1
            THEN array_to_string(meeting, ', ')
        END AS block
    FROM known
),
stated AS (
    SELECT
        event_mention_id,
        batch,
        article_id,
        published_at,
        trigger_field <> 'title' AS told_below,
        trigger_start,
        md5(to_json([
            text_sha256,
            event_type,
            trigger_field,
            trigger_start::VARCHAR,
            trigger_end::VARCHAR,
            turn::VARCHAR,
            title
        ])::VARCHAR) AS account,
        -- resolved year by year, so that news touches little; see across_blocks.py
        concat_ws(' ', event_type, treaty_action) AS scope,
        event_type || ': ' || block AS family,
        family || CASE
            WHEN "start" IS NULL AND is_once THEN ' undated'
            WHEN year("start") = year("end") THEN ' ' || year("start")
            WHEN "start" IS NOT NULL THEN ' ' || year("start") || ' to ' || year("end")
            WHEN published_at IS NOT NULL THEN ' ' || year(published_at)
            ELSE ' undated'
        END AS block,
        {
            'event_type': event_type,
            'named': starts_with(block, 'series ') OR known_agreement IS NOT NULL,
            'start': "start",
            'end': "end",
            'status': status,
            'told': CASE WHEN "start" IS NULL THEN published_at::DATE END,
            'country': place_country,
            'words': list_filter(
                coalesce(treaty_words, []),
                lambda word: NOT list_contains(names, regexp_extract(word, '[^:]+$'))
            ),
            'hints': list_sort(list_distinct(list_transform(
                list_concat(
                    coalesce(place_words, []),
                    if(starts_with(block, 'series '), [], coalesce(summit_words, [])),
                    coalesce(weapon_words, [])
                ),
                lambda word: regexp_extract(word, '[^:]+$')
            ))),
            'places': list_sort(list_distinct(list_filter(
                list_transform(
                    coalesce(place_words, []), lambda word: regexp_extract(word, '[^:]+$')
                ),
                lambda word: NOT list_contains(seats, word)
            ))),
            'numbers': coalesce(
                CASE event_type
                    WHEN 'summit' THEN summit_numbers
                    WHEN 'treaty' THEN treaty_numbers
                    WHEN 'weapons_test' THEN weapon_numbers
                END,
                []
            ),
            'persons': list_sort(list_distinct(persons)),
            'weapon_class': weapon_class,
            'treaty_form': treaty_form,
            'count': CASE WHEN weapon_count > 1 THEN weapon_count END,
            'once': is_once,
            'states': CASE
                WHEN starts_with(block, 'series ') THEN []
                WHEN event_type = 'summit' AND summit_format = 'bilateral' THEN acting
                WHEN event_type = 'treaty' AND len(acting) > 1 THEN acting
                WHEN event_type = 'weapons_test' THEN acting
                ELSE meeting
            END,
            -- "six tests since 2006" is none of the six
            'total': CASE
                WHEN weapon_count > 1 AND coalesce(date_end - date_start, 99) > 31 THEN weapon_count
            END
        } AS statement
    FROM blocked
)
SELECT
    * EXCLUDE (statement),
    CASE WHEN block IS NOT NULL THEN md5(block || statement::VARCHAR) END AS statement_id,
    unnest(statement)
FROM stated;

INSERT INTO accounts BY NAME
SELECT event_mention_id, batch, article_id, published_at, told_below, trigger_start, account,
    statement_id, block
FROM part_accounts;

INSERT INTO stated BY NAME
SELECT DISTINCT ON (statement_id)
    statement_id, block, family, scope, event_type, named, start, "end", status, told, country, words, hints,
    places, numbers, persons, weapon_class, treaty_form, count, once, states, total
FROM part_accounts
ANTI JOIN stated USING (statement_id)
WHERE statement_id IS NOT NULL;

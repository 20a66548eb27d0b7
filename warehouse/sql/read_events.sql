SELECT *
FROM known_events
WHERE event_type = coalesce($event_type, event_type)
    AND status = coalesce($status, status)
    AND ($country IS NULL OR list_contains(string_split(countries, '; '), $country))
    AND ($since::DATE IS NULL OR date_end >= $since::DATE)
    AND ($until::DATE IS NULL OR date_start <= $until::DATE)
    AND ($text IS NULL OR contains(
        lower(concat_ws(
            ' ', headline, participants, place_name, summit_name, treaty_name, weapon
        )),
        lower($text)
    ))
    AND confidence >= coalesce($min_confidence, 0)
ORDER BY date_start DESC NULLS LAST, event_id
LIMIT $limit;

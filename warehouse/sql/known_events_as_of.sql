CREATE TEMP VIEW known_events AS FROM events_as_of(getvariable('moment'));

CREATE TEMP VIEW known_events AS FROM events;

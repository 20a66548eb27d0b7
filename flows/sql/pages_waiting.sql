-- Waiting pages of a source on a host, a few after the last one seen: those that failed in fewer runs
-- first, so that broken pages keep no good ones waiting.
SELECT url, tries, hints
FROM pages
WHERE source = $1 AND host = $2 AND (tries, url) > ($3, $4) AND hints IS NOT NULL
ORDER BY tries, url
LIMIT $5;

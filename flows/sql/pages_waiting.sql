-- Waiting pages of a source on a host, a few after the last one seen.
SELECT url, tries, hints
FROM pages
WHERE source = $1 AND host = $2 AND url > $3 AND hints IS NOT NULL
ORDER BY url
LIMIT $4;

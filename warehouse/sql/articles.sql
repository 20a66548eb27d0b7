INSERT INTO articles BY NAME
SELECT
    article.* EXCLUDE (published, filename, file_row_number),
    nullif(kept.first_with_text, article.article_id) AS duplicate_of
FROM read_parquet(getvariable('articles'), filename = true, file_row_number = true) AS article
JOIN kept
    ON kept.batch = parse_filename(article.filename, true)
    AND kept.article_row = article.file_row_number
ORDER BY article.published_at NULLS LAST, article.article_id;

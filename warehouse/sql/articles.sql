INSERT INTO articles BY NAME
SELECT
    article.* EXCLUDE (article_id, published, sketch, filename, file_row_number),
    kept.article_id,
    copies.duplicate_of,
    copies.version_of,
    copies.version
FROM read_parquet(
    getvariable('articles'), filename = true, file_row_number = true, union_by_name = true
) AS article
JOIN kept
    ON kept.batch = parse_filename(article.filename, true)
    AND kept.article_row = article.file_row_number
JOIN copies ON copies.article_id = kept.article_id
ORDER BY article.published_at NULLS LAST, kept.article_id;

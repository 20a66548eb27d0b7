"""Each kind of file becomes articles, and refusals that say file, line and reason."""

import csv
import gzip
import io
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from extract.records import Article, Refusal
from flows.source_bytes import Limits
from flows.sources import Tally, read_source

TEXT = "The envoys met in Oslo on Monday and signed a pact on fishing."
TEKS = "Para utusan bertemu di Oslo pada Senin dan menandatangani pakta karena desakan nelayan."


def write(folder, name, content):
    path = folder / name
    raw = content.encode() if isinstance(content, str) else content
    path.write_bytes(gzip.compress(raw) if name.endswith(".gz") else raw)
    return path


def read(path, **options):
    tally = Tally()
    found = list(read_source(path, path.name, tally=tally, **options))
    assert tally.records == tally.articles + tally.refusals + tally.repeats
    assert len(found) == tally.articles + tally.refusals
    return found, tally


def reasons(found):
    return [
        (f.reason, f.line) if isinstance(f, Refusal) else (f.article_id, f.text[:9]) for f in found
    ]


def lines(*records):
    return "\n".join(r if isinstance(r, str) else json.dumps(r) for r in records) + "\n"


def table(*rows, delimiter=","):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


FULL = {
    "id": 7,
    "url": "http://example.org/a",
    "title": "Pact\nsigned",
    "published": "2024-06-19 10:00:00 +0700",
    "source": "The Example",
    "lang": "en-GB",
    "text": TEXT + "\r\n",
    "other": [1],
}
READ = Article(
    "7",
    TEXT + "\n",
    "Pact signed",
    "http://example.org/a",
    "The Example",
    "2024-06-19T10:00:00+07:00",
    "en",
)


def parquet(rows):
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", lines(FULL)),
        ("a.ndjson", "\ufeff\n" + lines(FULL)),
        ("a.jsonl.gz", lines(FULL)),
        ("u16.jsonl", lines(FULL).encode("utf-16")),
        ("a.csv", table(FULL, FULL.values())),
        ("A.CSV.GZ", table(FULL, FULL.values()).encode()),
        ("excel.csv", table(FULL, FULL.values(), delimiter=";").encode("utf-8-sig")),
        ("u16.csv", table(FULL, FULL.values(), delimiter="\t").encode("utf-16")),
        ("a.parquet", parquet([FULL])),
        (
            "a.txt",
            f"Title: Pact signed\nId: 7\nDate: {FULL['published']}\nSOURCE: The Example\n"
            f"URL: {FULL['url']}\nLang: English\n\n{TEXT}\n",
        ),
    ],
)
def test_every_kind_of_file_gives_the_same_article(tmp_path, name, content):
    if name.endswith(".GZ"):
        content = gzip.compress(content)
    found, _ = read(write(tmp_path, name, content))
    assert found == [READ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"text": "half', "bad_json"),
        ("[" * 100_000, "bad_json"),
        ('{"id": ' + "1" * 5000 + "}", "bad_json"),
        ('["a list"]', "not_an_object"),
        ("NaN", "not_an_object"),
        ("{}", "empty_text"),
        ('{"text": null}', "empty_text"),
        ('{"text": " \\n\\u0000"}', "empty_text"),
        ('{"text": NaN}', "not_a_string"),
        ('{"text": 5}', "not_a_string"),
        ('{"text": "fine", "title": ["a"]}', "not_a_string"),
        ('{"text": "fine", "id": true}', "not_a_string"),
        ('{"text": "half \\ud83d"}', "bad_unicode"),
        ('{"text": "fine", "id": "\\udc00"}', "bad_unicode"),
        (json.dumps({"text": "fine", "title": "a" * 3000}), "too_long"),
        (json.dumps({"text": "a" * 9000}), "too_large"),
        ("\x00\x01\x02\x03\x04\x05", "binary"),
    ],
)
def test_a_bad_line_costs_one_refusal_and_no_more(tmp_path, line, reason):
    path = write(tmp_path, "a.jsonl", lines(FULL, "", line, {"id": 8, "text": TEKS}))
    found, _ = read(path, limits=Limits(record_bytes=200_000 if line[0] == "[" else 8000))
    assert found[0] == READ
    assert found[2].lang == "id"  # not said: detected
    refusal = found[1]
    assert (refusal.step, refusal.reason, refusal.source) == ("ingest", reason, "a.jsonl")
    assert refusal.line == 3
    assert refusal.detail.isprintable()


def test_what_cannot_be_understood_of_date_and_language_is_counted_not_guessed(tmp_path):
    odd = {"text": TEKS, "published": "05/06/2024", "lang": "klingon"}
    blank = {"text": TEXT, "published": float("nan"), "lang": None, "title": "null"}
    found, tally = read(write(tmp_path, "a.jsonl", lines(odd, blank)))
    assert [(a.published, a.lang, a.title) for a in found] == [(None, "id", ""), (None, "en", "")]
    assert (tally.unread_dates, tally.unread_languages) == (1, 1)


def test_an_id_that_is_missing_is_made_of_what_identifies_the_article(tmp_path):
    some = {"text": TEXT, "url": "http://example.org/b", "other": 1}
    first, _ = read(write(tmp_path, "a.jsonl", lines(some)))
    second, _ = read(write(tmp_path, "b.csv", table(["url", "text"], [some["url"], TEXT])))
    third, _ = read(write(tmp_path, "c.jsonl", lines({"text": TEXT})))
    assert first == second
    assert first[0].article_id != third[0].article_id


def test_repeats_are_left_out_and_counted_and_conflicts_refused(tmp_path):
    same, other = {"id": "a", "text": TEXT}, {"id": "a", "text": TEKS}
    found, tally = read(write(tmp_path, "a.jsonl", lines(same, same, other, same)))
    assert reasons(found) == [("a", TEXT[:9]), ("id_conflict", 3)]
    assert found[1].article_id == "a"
    assert tally.repeats == 2


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('id,text\n1,"two\nlines"\n2,b\n', [("1", "two\nlines"), ("2", "b")]),
        ("id,text\n1,a,extra\n2\n\n3,c\n", [("bad_csv", 2), ("bad_csv", 3), ("3", "c")]),
        ('id,text\n1,"a"x\n2,b\n', [("bad_csv", 2), ("2", "b")]),
        ('id,text\n1,a\n2,"never closed\n3,c\n', [("1", "a"), ("bad_csv", 3)]),
        (f'id,text\n1,"{"x" * 900}\n{"y" * 900}"\n2,b\n', [("too_large", 2), ("2", "b")]),
        (f'id,text\n1,"a\n{"y," * 900}\n"\n2,b\n', [("too_large", 2), ("2", "b")]),
        (f"id,text\n1,{'x' * 9000}\n2,b\n", [("too_large", 2), ("2", "b")]),
        ("id,text\n1,a\n\x00\x01\x02\x03\x04\x05,\n2,b\n", [("1", "a"), ("binary", 3), ("2", "b")]),
        ("id,body\n1,a\n", [("wrong_columns", 1)]),
        ("text,text\n1,a\n", [("wrong_columns", 1)]),
        ("", [("wrong_columns", 1)]),
        (" ID ,Text\n1,a\n", [("1", "a")]),
        ("id,text\n", []),
        (b"id,text\n1,caf\xe9\n", [("1", "café")]),
    ],
)
def test_rows_of_a_table_are_read_or_refused(tmp_path, content, expected):
    found, _ = read(write(tmp_path, "a.csv", content), limits=Limits(record_bytes=1000))
    assert reasons(found) == expected


def test_a_table_without_text_is_told_which_columns_it_has(tmp_path):
    for path in (
        write(tmp_path, "a.csv", "id;body\x1b\n"),
        write(tmp_path, "a.parquet", parquet([{"id": 1, "body\x1b": "a"}])),
    ):
        (refusal,), _ = read(path)
        assert refusal.reason == "wrong_columns"
        assert refusal.detail == "no column is called 'text'; the columns are: id, body\\x1b"


def test_parquet_timestamps_and_numbers_are_understood(tmp_path):
    rows = pa.table(
        {
            "id": pa.array([1.0, 2.0]),
            "text": pa.array([TEXT, None]).dictionary_encode(),
            "published": pa.array([1718791200000000001, None], pa.timestamp("ns", "Asia/Jakarta")),
            "n": [[1], [2]],
        }
    )
    pq.write_table(rows, tmp_path / "a.parquet")
    found, _ = read(tmp_path / "a.parquet")
    assert reasons(found) == [("1", TEXT[:9]), ("empty_text", None)]
    assert found[0].published == "2024-06-19T17:00:00+07:00"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.parquet", b"PAR1 no", "bad_parquet"),
        ("a.parquet", parquet([{"text": 1}]), "wrong_columns"),
        ("a.txt", b"\x00\x01\x02" * 99, "binary"),
        ("a.md", " \n", "empty_text"),
        ("a.txt", "Title: only a header\n\n", "empty_text"),
        ("a.html", "<html></html>", "bad_html"),
        ("a.html", "", "bad_html"),
        ("a.html", b"\x00\x01\x02" * 99, "binary"),
        ("a.txt", "x" * 2000, "too_large"),
        ("a.docx", "x", "unknown_format"),
        ("a.parquet.gz", "x", "unknown_format"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_refusal(tmp_path, name, content, reason):
    found, tally = read(write(tmp_path, name, content), limits=Limits(record_bytes=1000))
    assert [(f.reason, f.source) for f in found] == [(reason, name)]
    assert tally.records == 1


def test_a_file_that_is_gone_is_a_refusal(tmp_path):
    for name in ("a.jsonl", "a.csv.gz", "a.parquet", "a.html"):
        (refusal,), _ = read(tmp_path / name)
        assert (refusal.reason, refusal.detail) == ("unreadable", "No such file or directory")


@pytest.mark.parametrize(("cut", "reason"), [(-9, "truncated"), (None, "bad_gzip")])
def test_broken_gzip_is_refused_after_what_came_before(tmp_path, cut, reason):
    many = lines(*({"id": i, "text": f"{TEXT} {i * 7919 % 10007}"} for i in range(20_000)))
    packed = gzip.compress(many.encode())
    (tmp_path / "a.jsonl.gz").write_bytes(packed[:cut] if cut else packed + b"more")
    found, _ = read(tmp_path / "a.jsonl.gz")
    assert found[-1].reason == reason
    assert found[-1].line in (20_000, 20_001)
    assert len(found) == found[-1].line


def test_gzip_members_one_after_the_other_are_one_file(tmp_path):
    parts = [gzip.compress(lines({"id": i, "text": TEXT}).encode()) for i in range(3)]
    (tmp_path / "a.jsonl.gz").write_bytes(b"".join(parts))
    assert len(read(tmp_path / "a.jsonl.gz")[0]) == 3


@pytest.mark.parametrize("suffix", [".jsonl.gz", ".csv.gz", ".txt.gz", ".html.gz"])
def test_a_gzip_bomb_is_stopped_at_the_limit(tmp_path, suffix):
    path = write(tmp_path, "a" + suffix, b"text\n" + b"0" * 30_000_000)
    found, _ = read(path, limits=Limits(record_bytes=1 << 20, source_bytes=2 << 20))
    assert found[-1].reason == "too_large"
    assert len(found) <= 2  # "text" is a line of broken JSON


def test_a_text_file_without_a_whole_header_is_all_text(tmp_path):
    for content in (f"Title: A\n{TEXT}\n\nmore", f"Title: A\nTitle: B\n\n{TEXT}", f"Id: {TEXT}"):
        (article,), _ = read(write(tmp_path, "a.txt", content))
        assert (article.text, article.title) == (content, "")

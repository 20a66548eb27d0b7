"""A sources.toml that cannot be understood says which source and what of it."""

import pytest
from fetch_made import run

from flows.fetch_visit import Manner
from flows.source_list import Files, SourceListError, Target, read_names
from flows.source_record import Said


def test_sources_are_read_with_their_options(tmp_path):
    path = tmp_path / "sources.toml"
    path.write_text(
        '[defaults]\nlang = "id"\ndelay = 2\n'
        '[[source]]\nfeed = "https://a.example/rss"\noutlet = "Kabar"\ntext = "page"\n'
        '[[source]]\nsitemap = "https://b.example/map.xml"\nlang = "en"\nrobots = false\n'
        '[[source]]\npages = ["https://c.example/1", "https://c.example/2"]\n'
        '[[source]]\nfiles = "old/*.warc.gz"\noutlet = "Archive"\n'
    )
    named = read_names([str(path), "https://d.example/"])
    kabar = Said("Kabar", "id")
    assert named.targets == (
        Target("https://a.example/rss", "feed", said=kabar, text="page", manner=Manner(2.0)),
        Target("https://b.example/map.xml", "sitemap", said=Said(None, "en"),
               manner=Manner(2.0, False)),
        Target("https://c.example/1", "page", said=Said(None, "id"), manner=Manner(2.0)),
        Target("https://c.example/2", "page", said=Said(None, "id"), manner=Manner(2.0)),
        Target("https://d.example/", "any"),
    )  # fmt: skip
    pattern = (tmp_path / "old" / "*.warc.gz").as_posix()
    assert named.files == (Files((pattern,), Said("Archive", "id")),)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "names no [[source]]"),
        ("x = ", "not valid TOML"),
        ("[source]\nfeed = 'https://a.example'", "names no [[source]]"),
        ("[[sources]]\nfeed = 'https://a.example'", "unknown key 'sources'"),
        ("[[source]]\nfede = 'https://a.example'", "source 1: unknown key 'fede'; there are: feed"),
        ("[[source]]\nlang = 'id'", "source 1: needs exactly one of feed, sitemap"),
        ("[[source]]\nfeed = 'https://a'\npage = 'https://b'", "source 1: needs exactly one"),
        ("[[source]]\nfeed = 3", "'feed' must be an address or a file"),
        ("[[source]]\nfeed = []", "'feed' must be an address or a file"),
        ("[[source]]\nfiles = 'https://a.example'", "'files' are files"),
        ("[[source]]\nfeed = 'https://a'\nlang = 3", "'lang' must be text"),
        ("[[source]]\nfeed = 'https://a'\ntext = 'all'", "'text' must be one of auto, feed, page"),
        ("[[source]]\nfeed = 'https://a'\ndelay = -1", "'delay' must be from 0"),
        ("[[source]]\nfeed = 'https://a'\nrobots = 'no'", "'robots' must be true or false"),
        ("[defaults]\nfeed = 'x'\n[[source]]\nfeed = 'https://a'", "unknown key 'feed'"),
    ],
)
def test_what_is_wrong_is_one_line(tmp_path, content, said):
    path = tmp_path / "sources.toml"
    path.write_text(content)
    with pytest.raises(SourceListError) as caught:
        read_names([str(path)])
    assert said in str(caught.value)
    assert str(caught.value).startswith(str(path)) and "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "No such file or directory"), ("[[source]]\nfiles = 'none.jsonl'\n", "no such file")],
)
def test_the_command_says_it_too(tmp_path, content, said):
    path = tmp_path / "sources.toml"
    if content is not None:
        path.write_text(content)
    done = run(tmp_path / "home", path)
    assert done.exit_code == 1 and said in done.stderr and len(done.stderr.splitlines()) == 1

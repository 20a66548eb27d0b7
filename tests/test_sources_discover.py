"""Paths, folders and globs stand for files; what stands for none is refused by name."""

import os

import pytest

from flows.sources import discover


@pytest.fixture
def tree(tmp_path, monkeypatch):
    for name in ("b/2.jsonl", "b/1.csv.gz", "b/.hidden/3.txt", "b/.DS_Store", "a.txt", "odd[1].md"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    (tmp_path / "b/deep").mkdir()
    (tmp_path / "b/deep/4.HTML").write_text("x")
    (tmp_path / "b/deep/5.pdf").write_text("x")
    (tmp_path / "empty").mkdir()
    (tmp_path / "b/deep/loop").symlink_to(tmp_path / "b")
    os.mkfifo(tmp_path / "pipe.txt")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("patterns", "names", "refused"),
    [
        (["a.txt"], ["a.txt"], []),
        (
            ["b"],
            ["b/1.csv.gz", "b/2.jsonl", "b/deep/4.HTML"],
            [("unknown_format", "b/deep/5.pdf"), ("not_a_file", "b/deep/loop")],
        ),
        (["b/*.jsonl", "a.txt", "./a.txt"], ["b/2.jsonl", "a.txt"], []),  # each file once
        (["odd[1].md"], ["odd[1].md"], []),  # a file that exists is no glob
        (["**/*.jsonl"], ["b/2.jsonl"], []),
        (["nowhere.txt"], [], [("missing", "nowhere.txt")]),
        (["no*where"], [], [("missing", "no*where")]),
        (["a\0b", ""], [], [("missing", "a\\x00b"), ("missing", "")]),
        (["empty"], [], [("empty_folder", "empty")]),
        (["pipe.txt"], [], [("not_a_file", "pipe.txt")]),  # opening it would wait for ever
        (["b/deep/5.pdf"], [], [("unknown_format", "b/deep/5.pdf")]),
    ],
)
def test_patterns_become_files_in_order(tree, patterns, names, refused):
    sources, refusals = discover(patterns)
    assert [name for _, name in sources] == names
    assert [(r.reason, r.source) for r in refusals] == refused


def test_a_name_that_is_no_text_is_printed_escaped(tree):
    odd = os.fsdecode(b"bad\xff\x1b.txt")
    (tree / odd).write_text("x")
    sources, _ = discover([odd])
    assert [name for _, name in sources] == ["bad\\udcff\\x1b.txt"]


def test_an_unknown_format_is_told_what_can_be_read(tree):
    _, (refusal,) = discover(["b/deep/5.pdf"])
    assert ".jsonl" in refusal.detail
    assert ".parquet" in refusal.detail

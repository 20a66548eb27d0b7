"""The figures of resolution: B-cubed and pairs by hand, and a gold file through the command."""

import json

import pytest
from click.testing import CliRunner

from flows.bcubed import agreement
from flows.command import main


@pytest.mark.parametrize(
    ("clusters", "b3", "pairs"),
    [
        ([("a", 1), ("a", 1)], (1, 1, 1), (1, 1, 1)),
        ([("a", 1), ("a", 2)], (1, 0.5, 0.6667), (1, 0, 0)),  # no pair made: none is false
        ([("a", 1), ("b", 1)], (0.5, 1, 0.6667), (0, 1, 0)),
        ([("a", 1), ("a", 1), ("a", 2), ("b", 2)], (0.75, 0.6667, 0.7059), (0.5, 0.3333, 0.4)),
    ],
)
def test_the_figures_are_those_of_the_definition(clusters, b3, pairs):
    found = agreement(clusters)
    assert (found.b3_p, found.b3_r, found.b3_f1) == b3
    assert (found.pair_p, found.pair_r, found.pair_f1) == pairs


def article(number: int, day: str | None, happening: str | None) -> str:
    parties = [{"name": n, "kind": "country", "country": c, "role": "party"}
               for n, c in (("Peru", "PER"), ("Chile", "CHL"))]  # fmt: skip
    event = {
        "type": "summit",
        "status": "occurred",
        "trigger": "met",
        "evidence": ["They met."],
        "date": day,
        "place": None,
        "participants": parties,
        "attributes": {"name": None, "format": "bilateral"},
        "happening": happening,
    }
    fields = {"id": f"a{number}", "lang": "en", "title": "", "published": None}
    return json.dumps({**fields, "text": "They met.", "events": [event]}) + "\n"


def test_gold_mentions_are_resolved_and_judged(tmp_path):
    gold = tmp_path / "gold.jsonl"
    told = [("2024-06-19", "x"), ("2024-06-19", "x"), ("2024-06-20", "y"), (None, None)]
    gold.write_text("".join(article(n, *each) for n, each in enumerate(told)), encoding="utf-8")
    done = CliRunner().invoke(main, ["evaluate", "--resolution", str(gold), "--json"])
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert found["gold"]["mentions"] == 3
    assert (found["gold"]["b3_f1"], found["gold"]["pair_f1"]) == (1, 1)
    assert (found["merged_types"], found["merged_days"], found["own"]) == (0, 0, None)


def test_a_gold_file_without_happenings_is_one_clear_line(tmp_path):
    gold = tmp_path / "gold.jsonl"
    gold.write_text(article(1, "2024-06-19", None), encoding="utf-8")
    done = CliRunner().invoke(main, ["evaluate", "--resolution", str(gold)])
    assert done.exit_code == 1
    assert "no event carries a happening" in done.output

"""The yardstick: figures of made-up articles, computed by hand or with the gold's own script."""

import json

import pytest

from flows.evaluate import (
    GoldError,
    Score,
    evaluate_articles,
    evaluate_files,
    evaluation_to_json,
    format_evaluation,
)

PUTIN = {"name": "Vladimir Putin", "kind": "person", "country": "RUS", "role": "party"}
RUSSIA = {"name": "Russia", "kind": "country", "country": "RUS", "role": "party"}
KIM = {"name": "Kim Jong Un", "kind": "person", "country": "PRK", "role": "host"}
SUMMIT = {
    "id": "e1",
    "type": "summit",
    "status": "occurred",
    "optional": False,
    "trigger": "met",
    "evidence": ["Putin met Kim in Pyongyang on Wednesday."],
    "date": "2024-06-19",
    "place": {"name": "Pyongyang", "country": "PRK"},
    "participants": [PUTIN, RUSSIA, KIM],
    "attributes": {"name": None, "format": "bilateral"},
}
TREATY = {
    "id": "e2",
    "type": "treaty",
    "status": "occurred",
    "optional": False,
    "trigger": "signed",
    "evidence": ["They signed a partnership treaty."],
    "date": "2024-06-19",
    "place": {"name": None, "country": "PRK"},
    "participants": [PUTIN, KIM],
    "attributes": {"name": "partnership treaty", "action": "sign", "form": "treaty"},
}
OLD_TREATY = {
    "id": "e3",
    "type": "treaty",
    "status": "occurred",
    "optional": True,
    "trigger": "1961 treaty",
    "evidence": ["It replaces a treaty of 1961."],
    "date": "1961",
    "place": {"name": None, "country": None},
    "participants": [],
    "attributes": {"name": "treaty of 1961", "action": "sign", "form": "treaty"},
}
TEST = {
    "id": "e1",
    "type": "weapons_test",
    "status": "occurred",
    "optional": False,
    "trigger": "menguji coba",
    "evidence": ["Korea Utara menguji coba dua rudal balistik yang terbang 500 kilometer."],
    "date": "2024-07-01",
    "place": {"name": None, "country": "PRK"},
    "participants": [{"name": "Korea Utara", "kind": "country", "country": "PRK", "role": "party"}],
    "attributes": {
        "weapon": "rudal balistik",
        "weapon_class": "ballistic",
        "count": 2,
        "range_km": 500,
        "altitude_km": None,
        "yield_kt": None,
        "outcome": "unknown",
    },
}
GOLD = [
    {"id": "a", "lang": "en", "events": [SUMMIT, TREATY, OLD_TREATY]},
    {"id": "b", "lang": "id", "events": [TEST]},
    {"id": "c", "lang": "en", "events": []},
]


def changed(event: dict, **changes: object) -> dict:
    return {**event, **changes}


PREDICTED = [
    {
        "id": "a",
        "events": [
            changed(SUMMIT, confidence=0.95, date="2024-06", participants=[PUTIN, RUSSIA]),
            changed(OLD_TREATY, confidence=0.4, evidence=[{"text": "a treaty of 1961"}]),
        ],
    },
    {
        "id": "b",
        "events": [
            changed(
                TEST,
                confidence=0.85,
                status="planned",
                attributes={**TEST["attributes"], "range_km": 508, "weapon_class": "srbm"},
            )
        ],
    },
    {"id": "c", "events": [changed(SUMMIT, confidence=0.9), {"type": "election"}]},
    {"id": "not in gold", "events": [TREATY]},
]

# Printed by the gold's own script for GOLD and PREDICTED.
EXPECTED_TEXT = """\
documents 3   false alarms per 100 negative documents: 100.0
event all                P 0.667  R 0.667  F1 0.667   (2 right, 1 false, 1 missed)
event en                 P 0.500  R 0.500  F1 0.500   (1 right, 1 false, 1 missed)
event en/summit          P 0.500  R 1.000  F1 0.667   (1 right, 1 false, 0 missed)
event en/treaty          P 0.000  R 0.000  F1 0.000   (0 right, 0 false, 1 missed)
event id                 P 1.000  R 1.000  F1 1.000   (1 right, 0 false, 0 missed)
event id/weapons_test    P 1.000  R 1.000  F1 1.000   (1 right, 0 false, 0 missed)
event summit             P 0.500  R 1.000  F1 0.667   (1 right, 1 false, 0 missed)
event treaty             P 0.000  R 0.000  F1 0.000   (0 right, 0 false, 1 missed)
event weapons_test       P 1.000  R 1.000  F1 1.000   (1 right, 0 false, 0 missed)
fields all               P 0.500  R 0.444  F1 0.471   (12 right, 12 false, 15 missed)
fields action            P 0.000  R 0.000  F1 0.000   (0 right, 0 false, 1 missed)
fields count             P 1.000  R 1.000  F1 1.000   (1 right, 0 false, 0 missed)
fields country           P 0.500  R 0.400  F1 0.444   (2 right, 2 false, 3 missed)
fields date              P 0.333  R 0.333  F1 0.333   (1 right, 2 false, 2 missed)
fields form              P 0.000  R 0.000  F1 0.000   (0 right, 0 false, 1 missed)
fields format            P 0.500  R 1.000  F1 0.667   (1 right, 1 false, 0 missed)
fields name              P 0.000  R 0.000  F1 0.000   (0 right, 0 false, 1 missed)
fields person            P 0.333  R 0.250  F1 0.286   (1 right, 2 false, 3 missed)
fields place_country     P 0.667  R 0.667  F1 0.667   (2 right, 1 false, 1 missed)
fields place_name        P 0.500  R 1.000  F1 0.667   (1 right, 1 false, 0 missed)
fields range_km          P 1.000  R 1.000  F1 1.000   (1 right, 0 false, 0 missed)
fields status            P 0.333  R 0.333  F1 0.333   (1 right, 2 false, 2 missed)
fields weapon            P 1.000  R 1.000  F1 1.000   (1 right, 0 false, 0 missed)
fields weapon_class      P 0.000  R 0.000  F1 0.000   (0 right, 1 false, 1 missed)
given an aligned event: {'status': 0.5, 'date': 0.5, 'countries': 0.5, 'place_country': 1.0}
confidence: {'ece': 0.4, 'precision_at_0.8': 0.6667, 'share_at_0.8': 0.75, 'events': 4}
record                   P 0.518  R 0.467  F1 0.491   (14 right, 13 false, 16 missed)"""


def test_figures_are_those_of_the_golds_own_script():
    assert format_evaluation(evaluate_articles(GOLD, PREDICTED)) == EXPECTED_TEXT


def test_machines_get_the_same_figures():
    figures = evaluation_to_json(evaluate_articles(GOLD, PREDICTED))
    assert figures["record"] == {
        "p": 0.5185,
        "r": 0.4667,
        "f1": 0.4912,
        "tp": 14,
        "fp": 13,
        "fn": 16,
    }
    assert figures["given"] == {"status": 0.5, "date": 0.5, "countries": 0.5, "place_country": 1.0}
    assert figures["confidence"] == {
        "ece": 0.4,
        "precision_at_0.8": 0.6667,
        "share_at_0.8": 0.75,
        "events": 4,
    }
    assert figures["false_alarms_per_100_negative_documents"] == 100.0


def test_gold_agrees_with_itself():
    evaluation = evaluate_articles(GOLD, GOLD)
    assert (evaluation.record.p, evaluation.record.r, evaluation.faults) == (1.0, 1.0, ())


def test_no_prediction_is_all_missed():
    assert evaluate_articles(GOLD, []).event["all"] == Score(0.0, 0.0, 0.0, 0, 0, 3)


@pytest.mark.parametrize("found", [True, False])
def test_an_optional_event_costs_nothing_found_or_missed(found):
    gold = [{"id": "a", "lang": "en", "events": [OLD_TREATY]}]
    evaluation = evaluate_articles(gold, [{"id": "a", "events": [OLD_TREATY] if found else []}])
    assert evaluation.event == {}
    assert evaluation.record == Score(0.0, 0.0, 0.0, 0, 0, 0)


def test_an_optional_event_that_is_found_counts_as_right_for_confidence():
    gold = [{"id": "a", "lang": "en", "events": [OLD_TREATY]}]
    predicted = [{"id": "a", "events": [changed(OLD_TREATY, confidence=0.9)]}]
    confidence = evaluate_articles(gold, predicted).confidence
    assert confidence is not None
    assert confidence.precision_sure == 1.0


def test_without_articles_lacking_events_there_is_no_rate_of_false_alarms():
    assert evaluate_articles(GOLD[:2], PREDICTED).false_alarms is None


def test_faults_name_article_kind_and_trigger():
    faults = evaluate_articles(GOLD, PREDICTED).faults
    assert [(f.article_id, f.what, f.trigger) for f in faults] == [
        ("a", "fields", "met"),
        ("a", "missed", "signed"),
        ("b", "fields", "menguji coba"),
        ("c", "false", "met"),
    ]


def test_faults_stand_before_the_headline():
    lines = format_evaluation(evaluate_articles(GOLD, PREDICTED), faults=2).splitlines()
    assert lines[-2].startswith('["a", "missed", "treaty", "signed"')
    assert lines[-1].startswith("record ")


@pytest.mark.parametrize("key", ["id", "lang", "events"])
def test_a_gold_article_without_a_needed_key_is_an_error(key):
    article = {k: v for k, v in GOLD[0].items() if k != key}
    with pytest.raises(GoldError, match=key):
        evaluate_articles([article], PREDICTED)


def test_files_are_evaluated_as_their_articles_are(tmp_path):
    gold, predicted = tmp_path / "gold.jsonl", tmp_path / "predicted.jsonl"
    gold.write_text("".join(json.dumps(article) + "\n\n" for article in GOLD))
    predicted.write_text("\n".join(json.dumps(article) for article in PREDICTED))
    assert evaluate_files(gold, predicted) == evaluate_articles(GOLD, PREDICTED)


@pytest.mark.parametrize("line", [b'{"id": "a"', b"[]", b'{"id": "\xff"}', b'"text"'])
def test_a_line_that_is_no_article_is_named(tmp_path, line):
    gold = tmp_path / "gold.jsonl"
    gold.write_bytes(json.dumps(GOLD[0]).encode() + b"\n" + line)
    with pytest.raises(GoldError, match="line 2"):
        evaluate_files(gold, gold)

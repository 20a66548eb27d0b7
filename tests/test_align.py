"""When two events are the same one, and which of their fields agree; how confidence is judged."""

import pytest

from flows.align import align, fold, similarity, token_f1
from flows.calibrate import calibration
from flows.event_fields import match_fields, stated_fields

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


def changed(event: dict, **changes: object) -> dict:
    return {**event, **changes}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, 1.000001),
        ({"evidence": []}, 0.500001),  # same countries on the same day
        ({"evidence": [], "date": "2024-06"}, 0.400001),  # the month holds the day
        ({"evidence": [], "date": "2024-06-01/2024-06-19"}, 0.400001),
        ({"evidence": [], "date": "2024-06-20"}, 0.0),
        ({"evidence": [], "date": "last summer"}, 0.0),
        ({"evidence": [], "participants": []}, 0.0),
        ({"evidence": ["Putin met Kim"]}, 1.000001),  # part of the sentence
        ({"participants": [], "place": None, "date": None}, 0.500001),
    ],
)
def test_similarity_needs_a_common_sentence_or_countries_and_time(changes, expected):
    assert similarity(SUMMIT, changed(SUMMIT, **changes)) == pytest.approx(expected)


def test_another_type_is_never_aligned():
    assert align([SUMMIT], [changed(SUMMIT, type="treaty")]) == []


def test_alignment_takes_the_best_sum_not_the_first_match():
    vague = changed(SUMMIT, date=None, place=None)
    assert align([vague, SUMMIT], [SUMMIT, vague]) == [(0, 1), (1, 0)]


@pytest.mark.parametrize(
    ("gold", "predicted", "agree"),
    [
        ("Joko Widodo", "Widodo", True),
        ("Joko Widodo", "Presiden Joko Widodo", True),
        ("Recep Tayyip Erdoğan", "Erdogan", True),
        ("Kim Jong Un", "Kim Yo Jong", False),  # "Kim" is too short to tell
        ("Retno Marsudi", "Retno L.P. Marsoedi", True),  # the same first name
        ("Xi Jinping", "Li Qiang", False),
    ],
)
def test_persons_agree_by_part_of_the_name(gold, predicted, agree):
    def event(name: str) -> dict:
        return {"type": "summit", "participants": [{"name": name, "kind": "person"}]}

    assert match_fields(event(gold), event(predicted)).hit["person"] == int(agree)


@pytest.mark.parametrize(
    ("key", "gold", "predicted", "agree"),
    [
        ("range_km", 500, 509, True),
        ("range_km", 500, 515, False),
        ("count", 2, 2, True),
        ("count", 1, 2, False),
        ("weapon", "ballistic missile", "two ballistic missiles", False),
        ("weapon", "Hwasong-18", "Hwasong-18 ICBM", True),
        ("weapon_class", "icbm", "ballistic", False),
    ],
)
def test_numbers_may_be_off_by_two_percent_and_names_by_half_their_words(
    key, gold, predicted, agree
):
    def event(value: object) -> dict:
        return {"type": "weapons_test", "attributes": {key: value}}

    assert match_fields(event(gold), event(predicted)).hit[key] == int(agree)


def test_what_is_unknown_is_not_a_field():
    attributes = {"weapon": "ICBM", "outcome": "unknown", "yield_kt": None}
    event = {"type": "weapons_test", "status": "occurred", "attributes": attributes}
    assert stated_fields(event) == [("status", "occurred"), ("weapon", "ICBM")]


def test_folding_leaves_lower_case_ascii_words():
    assert fold("Élysée-Treaty, 1963") == ["elysee", "treaty", "1963"]
    assert token_f1("北京", "北京") == 0.0


def test_calibration_of_nothing_is_nothing():
    assert calibration([]) is None


def test_calibration_error_is_the_gap_within_each_bin():
    measured = calibration([(0.95, True), (0.95, False), (0.2, False), (1.0, True)])
    assert measured is not None
    # bins: 0.9 to 1 says 2.9 and has 2 right, 0.2 says 0.2 and has none: (0.9 + 0.2) / 4
    assert measured.as_dict() == {
        "ece": 0.275,
        "precision_at_0.8": 0.6667,
        "share_at_0.8": 0.75,
        "events": 4,
    }

"""The scorer: odds by named features, one of several options or none, and how that is learned."""

import math
import runpy
from pathlib import Path

import pytest

from extract.scorer import Scorer

FIT = runpy.run_path(str(Path(__file__).parent.parent / "benchmarks" / "fit.py"))
LOG2 = math.log(2)


def scorer(**weights: float) -> Scorer:
    """A scorer of dates with some weights; `all` speaks for every option."""
    model = {"" if name == "all" else name: weight for name, weight in weights.items()}
    return Scorer({"date": model}, {}, {"date": 0.25})


def test_odds_add_up_and_unknown_features_weigh_nothing():
    assert scorer(all=-1.0, near=3.0).log_odds("date", {"near", "unheard"}) == 2.0


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], []),
        ([{"near"}], [2 / 3]),
        ([{"near"}, set()], [0.5, 0.25]),
        ([{"near"}, {"near"}], [0.4, 0.4]),
    ],
)
def test_options_share_with_none_of_them(options, expected):
    assert scorer(near=LOG2).choice("date", options) == pytest.approx(expected)


def test_a_choice_is_told_whatever_the_odds():
    told = scorer(near=5000.0, far=-5000.0).choice("date", [{"near"}, {"far"}])
    assert told == pytest.approx([1.0, 0.0])


def test_a_choice_learns_what_speaks_for_the_right_option_and_when_none_is():
    near, far = frozenset({"near"}), frozenset({"far"})
    right = [[(near, True), (far, False)]] * 30
    none = [[(far, False)]] * 30
    learned = Scorer({"date": FIT["choice_fit"]([*right, *none], 0.1)}, {}, {})
    one, other = learned.choice("date", [near, far])
    assert one > 0.8 > 0.2 > other
    assert learned.choice("date", [far])[0] < 0.2

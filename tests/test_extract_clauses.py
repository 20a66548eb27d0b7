"""Who a trigger speaks of where its sentence has other verbs: reporters, two acts, owners."""

import pytest
from extract_made import codebook
from test_extract_candidates import found, scene
from test_extract_roles import countries

from extract.merge import APART, same_odds


@pytest.mark.parametrize(
    ("lang", "text", "event_type", "states"),
    [
        (
            "en",
            "Secretary of State Condoleezza Rice said that Georgia left the Ottawa Treaty.",
            "treaty",
            [{"GEO"}],
        ),
        (
            "en",
            "Japan said that Iran signed the Ottawa Treaty on Friday.",
            "treaty",
            [{"IRN"}],
        ),
        ("id", "Jepang mengatakan Iran menandatangani Konvensi Ottawa.", "treaty", [{"IRN"}]),
        (
            "en",
            "Russian President Vladimir Putin said that US President Joe Biden would meet Chinese"
            " President Xi Jinping.",
            "summit",
            [{"USA", "CHN"}],
        ),
        # near misses: who says it of the own state, who says it of himself, who is met
        (
            "en",
            "US President Joe Biden said that the United States left the Ottawa Treaty.",
            "treaty",
            [{"USA"}],
        ),
        (
            "en",
            "Russian President Vladimir Putin said that he would meet US President Joe Biden and"
            " Chinese President Xi Jinping.",
            "summit",
            [{"RUS", "USA", "CHN"}],
        ),
    ],
)
def test_who_only_tells_of_an_act_takes_no_part(lang, text, event_type, states):
    assert countries(text, lang, event_type) == states


def test_who_tells_behind_the_act_takes_no_part():
    text = (
        "US President Joe Biden met Chinese President Xi Jinping in Bali, Russian President"
        " Vladimir Putin said."
    )
    assert countries(text, "en", "summit") == [{"USA", "CHN"}]


@pytest.mark.parametrize(
    ("lang", "text", "states"),
    [
        (
            "en",
            "US President Joe Biden met Russian President Vladimir Putin in Geneva and will"
            " receive Chinese President Xi Jinping.",
            [{"USA", "RUS"}, {"USA", "CHN"}],
        ),
        (
            "id",
            "Presiden AS Joe Biden bertemu Presiden Rusia Vladimir Putin di Jenewa lalu menjamu"
            " Presiden China Xi Jinping.",
            [{"USA", "RUS"}, {"USA", "CHN"}],
        ),
        # near miss: one act with two whom one meets
        (
            "en",
            "US President Joe Biden met Russian President Vladimir Putin and Chinese President"
            " Xi Jinping.",
            [{"USA", "RUS", "CHN"}],
        ),
    ],
)
def test_the_subject_of_two_acts_has_two_meetings(lang, text, states):
    assert countries(text, lang, "summit") == states


@pytest.mark.parametrize(
    ("lang", "text", "state"),
    [
        ("en", "Japan said that a Hwasong-12 had been test-fired.", "PRK"),
        ("en", "A Hwasong-12 was test-fired, Japan said.", "PRK"),
        ("id", "Jepang menyatakan sebuah Hwasong-12 diuji coba.", "PRK"),
        ("id", "Hwasong-18 milik Korut. Menurut Jepang, rudal itu diuji coba.", "PRK"),
        ("en", "South Korea said that a missile was test-fired from Wonsan.", "PRK"),
        ("en", "Iran fumed. Iran wept. Russia smiled. It let a unit test-fire a missile.", "RUS"),
        # near misses: the one who tells fires, another state fires what it bought
        ("en", "Japan said it had test-fired a Hwasong-12.", "JPN"),
        ("en", "India test-fired an S-400.", "IND"),
        ("en", "An S-400 was test-fired by India.", "IND"),
    ],
)
def test_who_only_tells_of_a_launch_does_not_test(lang, text, state):
    assert {frozenset(c) for c in countries(text, lang, "weapons_test")} == {frozenset({state})}


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("Iran signed the Ottawa Treaty in Lausanne, Switzerland.", {"IRN"}),
        # near miss: a state of its own behind the town
        ("Iran signed the Ottawa Treaty in Lausanne with Germany.", {"IRN", "DEU"}),
    ],
)
def test_a_state_that_only_tells_where_a_town_is_signs_nothing(text, states):
    assert countries(text, "en", "treaty") == [states]


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        (
            "US President Joe Biden met Russian President Vladimir Putin and will receive Chinese"
            " President Xi Jinping.",
            True,
        ),
        # near miss: the same two, twice
        (
            "US President Joe Biden received Russian President Vladimir Putin and met Russian"
            " President Vladimir Putin again.",
            False,
        ),
    ],
)
def test_meetings_of_one_with_two_in_a_sentence_are_never_one(text, apart):
    first, second = found(text, "en", "2023-06-01")
    odds = same_odds(scene(text, "en", "2023-06-01"), first, second, codebook().scorer)
    assert (odds == APART) is apart


@pytest.mark.parametrize(
    ("lang", "text", "states"),
    [
        (
            "id",
            "Jepang cemas soal minyak, setelah Rusia berkata perjanjian gas akan ditandatangani.",
            {"RUS"},
        ),
        ("en", "Japan fretted, after Russia hinted that a gas treaty would be signed.", {"RUS"}),
        # near misses: the other clause is closed, or no state stands in the second
        ("en", "Japan and Iran, after Russia hinted at delays, signed a gas treaty.", "JPN"),
        ("en", "Japan and Iran fretted, after a gas treaty had been signed.", {"JPN", "IRN"}),
    ],
)
def test_who_signs_stands_in_the_clause_of_the_signing(lang, text, states):
    (parties,) = countries(text, lang, "treaty")
    assert parties == states if isinstance(states, set) else states in parties


@pytest.mark.parametrize(
    ("text", "states"),
    [
        (
            "Presiden Rusia Vladimir Putin menemui Presiden Iran Masoud Pezeshkian. Kedua penguasa"
            " itu senang, setelah Rusia berkata perjanjian gas akan ditandatangani.",
            {"RUS", "IRN"},
        ),
        # near miss: nothing points back to two
        (
            "Presiden Rusia Vladimir Putin menemui Presiden Iran Masoud Pezeshkian. Para pembeli"
            " senang, setelah Rusia berkata perjanjian gas akan ditandatangani.",
            {"RUS"},
        ),
    ],
)
def test_the_two_leaders_sign_where_one_state_is_named(text, states):
    assert countries(text, "id", "treaty") == [states]


@pytest.mark.parametrize(
    ("lang", "text", "place"),
    [
        (
            "en",
            "Russian President Vladimir Putin will fly to Vietnam after talks with Iranian"
            " President Masoud Pezeshkian.",
            None,
        ),
        (
            "id",
            "Presiden Rusia Vladimir Putin bertolak ke Vietnam setelah pembicaraan dengan Presiden"
            " Iran Masoud Pezeshkian.",
            None,
        ),
        # near misses: where one goes for it, and where it was
        (
            "en",
            "Russian President Vladimir Putin will fly to Vietnam for talks with Iranian President"
            " Masoud Pezeshkian.",
            "VNM",
        ),
        (
            "en",
            "Russian President Vladimir Putin was in Vietnam after talks with Iranian President"
            " Masoud Pezeshkian.",
            "VNM",
        ),
    ],
)
def test_where_one_goes_after_it_is_not_where_it_was(lang, text, place):
    told = [c for c in found(text, lang, "2024-06-19") if c.spotted.trigger.event_type == "summit"]
    assert {c.place.country for c in told} == {place}


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("Putin's spokesman said the president will meet Prime Minister Modi.", [{"RUS", "IND"}]),
        ("Modi met Putin's guest, President Xi Jinping.", [{"RUS", "IND", "CHN"}]),
        ("Putin's talks with Prime Minister Modi lasted five hours.", [{"RUS", "IND"}]),
        ("Putin's envoy and Modi's envoy met before the two leaders met.", [{"RUS", "IND"}]),
        (
            "Putin's attorney general quit as the president met Prime Minister Modi.",
            [{"RUS", "IND"}],
        ),
        ("Putin's foreign minister joined him as he met Prime Minister Modi.", [{"RUS", "IND"}]),
        ("Putin's aide said on Monday that talks with Premier Modi went on.", [{"RUS", "IND"}]),
        (
            "Putin's long speech on the harvest, which no general heard, came before talks with"
            " Premier Modi.",
            [{"RUS", "IND"}],
        ),
        # near misses: an aide meets
        ("Xi stayed away. Putin's envoy is to have talks with Prime Minister Modi.", []),
        ("Putin’s adviser met Prime Minister Narendra Modi.", []),
        ("Putin's chief of staff met Prime Minister Narendra Modi.", []),
        ("Putin's national security adviser Sergei Shoigu will meet Prime Minister Modi.", []),
        ("Prime Minister Narendra Modi received Putin's envoy Sergei Shoigu.", []),
        ("Xi stayed away. Modi's foreign minister met President Putin.", []),
    ],
)
def test_where_an_aide_meets_the_leader_does_not(text, states):
    meetings = found(text, "en", "2024-05-22")
    assert [{m.country for m in c.parties} for c in meetings][-1:] == states

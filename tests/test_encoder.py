"""The sentence encoder: what it reads, what it is given, and a codebook with half of one."""

import math
from dataclasses import replace

import pytest
from extract_made import codebook
from test_extract_candidates import found, scene

from extract.encoder import (
    MOST_PIECES,
    Encoder,
    covering,
    find_encoder,
    instead,
    numbered,
    opening,
    window,
)
from extract.heads import MARKS, OWN_WEAPON
from extract.load import BUILT_IN
from extract.marks import marks_of
from extract.pipeline import find_candidates
from extract.reading_facts import step
from extract.readings import with_readings
from extract.strict_yaml import CodebookError

DAY = "2025-03-04"
TEXT_OF_FIVE = " ".join(
    f"The leaders met in {place}." for place in ("Riga", "Oslo", "Bonn", "Rome", "Bern")
)


def reading(text: str, lang: str = "en", event_type: str = "summit"):
    """What the shipped encoder reads at the first trigger of the type."""
    made = found(text, lang, DAY)
    return next(c.reading for c in made if c.spotted.trigger.event_type == event_type)


@pytest.mark.parametrize(
    ("lang", "text", "status"),
    [
        ("en", "President Alar Karis met President Edgars Rinkevics in Riga.", "occurred"),
        ("en", "President Alar Karis will meet President Edgars Rinkevics in Riga.", "planned"),
        ("id", "Presiden Alar Karis bertemu Presiden Edgars Rinkevics di Riga, Senin.", "occurred"),
        ("id", "Presiden Alar Karis akan bertemu Presiden Edgars Rinkevics di Riga.", "planned"),
    ],
)
def test_status_is_read(lang, text, status):
    statuses = dict(
        zip(("occurred", "planned", "hypothetical", "denied", "cancelled"),
            reading(text, lang).statuses, strict=True)
    )  # fmt: skip
    assert max(statuses, key=statuses.__getitem__) == status
    assert math.isclose(sum(statuses.values()), 1.0, rel_tol=1e-5)


def test_who_and_where_are_told_from_what_it_was_about():
    text = "President Alar Karis met Prime Minister Evika Silina in Vienna to talk about Iran."
    told = {
        (text[start:end], kind): odds for (start, end, kind), odds in reading(text).spans.items()
    }
    assert told["Alar Karis", "person"] > 0
    assert told["Vienna", "at_place"] > 0
    assert told["Iran", "country"] < 0
    assert told["Iran", "at_country"] < 0


def test_the_same_sentence_gives_the_same_numbers_whatever_was_read_before():
    text = "Iran test-fired a medium-range ballistic missile on Sunday."
    first = Encoder(BUILT_IN / "encoder").read(text, [(5, 15, "weapons_test")], [(0, 4, "country")])
    again = Encoder(BUILT_IN / "encoder")
    again.read("They met in Riga and will meet again.", [(5, 8, "summit")], [(12, 16, "at_place")])
    second = again.read(text, [(5, 15, "weapons_test")], [(0, 4, "country")])
    assert (first[0].telling, first[0].statuses) == (second[0].telling, second[0].statuses)
    assert first[0].spans == second[0].spans


def test_each_trigger_of_a_sentence_has_a_reading_of_its_own():
    text = "President Alar Karis met Prime Minister Evika Silina and will meet her again in May."
    met, meet = (c.reading for c in found(text, "en", DAY))
    assert met.statuses[0] > meet.statuses[0]
    assert met.same(meet) != met.same(met)


def test_of_a_long_sentence_the_pieces_around_each_trigger_are_read():
    encoder = Encoder(BUILT_IN / "encoder")
    filler = "the valley and the river and the hill and the road and " * 40
    text = f"Karis met Silina and {filler} then Silina met Karis"
    spots = [(6, 9, "summit"), (text.rindex("met"), text.rindex("met") + 3, "summit")]
    spans = [(0, 5, "person"), (len(text) - 5, len(text), "person")]
    first, last = encoder.read(text, spots, spans)
    assert list(first.spans) == spans[:1]
    assert list(last.spans) == spans[1:]


def test_a_weapon_that_it_cannot_know_is_read_as_one_that_it_knows():
    text = "Indonesia menguji coba Garuda-X pada Selasa."
    spots = [(10, 22, "weapons_test")]
    encoder = Encoder(BUILT_IN / "encoder")
    (as_written,) = encoder.read(text, spots, [])
    (as_weapon,) = encoder.read(text, spots, [], [(23, 31, "own_weapon", 0)])
    marks = [(23, 33, "weapon", 0)]
    (known,) = encoder.read(text.replace("Garuda-X", "Hwasong-12"), spots, [], marks)
    assert as_weapon.telling == known.telling > as_written.telling


@pytest.mark.parametrize(
    ("spans", "ids", "offsets"),
    [
        ([(4, 9)], [1, 7, 8, 4], [(0, 3), (4, 9), (4, 9), (10, 12)]),
        ([(4, 12)], [1, 7, 8], [(0, 3), (4, 12), (4, 12)]),
        ([], [1, 2, 3, 4], [(0, 3), (3, 6), (6, 9), (10, 12)]),
    ],
)
def test_pieces_of_a_span_give_way_to_known_ones(spans, ids, offsets):
    before = [(0, 3), (3, 6), (6, 9), (10, 12)]
    assert instead([1, 2, 3, 4], before, spans, [7, 8]) == (ids, offsets)


@pytest.mark.parametrize("text", ["met \ud800 Silina", "met\nSilina\u00a0in\tRiga", "m" * 5000])
def test_odd_text_is_read(text):
    (told,) = Encoder(BUILT_IN / "encoder").read(text, [(0, 3, "summit")], [])
    assert math.isfinite(told.telling)


def test_an_event_type_that_it_never_saw_is_not_read():
    text = "Iran tested a missile on Sunday."
    (known,) = found(text, "en", DAY)
    trigger = replace(known.spotted.trigger, event_type="talks")
    unknown = replace(known, spotted=replace(known.spotted, trigger=trigger), reading=None)
    made = scene(text, "en", DAY)
    both = with_readings(made, [replace(known, reading=None), unknown], codebook().encoder)
    assert [c.reading is not None for c in both] == [True, False]


def test_without_an_encoder_nothing_is_read():
    unread = replace(codebook(), encoder=None)
    text = "President Alar Karis met Prime Minister Evika Silina in Riga."
    made = find_candidates(scene(text, "en", DAY), unread)[0]
    assert [c.reading for c in made] == [None]


@pytest.mark.parametrize(
    ("pieces", "trigger", "expected"),
    [
        (10, 3, (0, 10)),
        (MOST_PIECES, 3, (0, MOST_PIECES)),
        (300, 0, (0, MOST_PIECES)),
        (300, 150, (120, 216)),
        (300, 190, (120, 216)),
        (300, 192, (168, 264)),
        (300, 299, (204, 300)),
    ],
)
def test_window_holds_the_trigger(pieces, trigger, expected):
    ends = list(range(1, pieces + 1))  # one character each
    low, high = window(ends, trigger)
    assert (low, high) == expected
    assert low <= trigger < high


def test_pieces_of_a_span_are_those_it_touches():
    offsets = [(0, 4), (4, 9), (9, 10)]
    assert covering(offsets, 0, 4) == [1]
    assert covering(offsets, 3, 5) == [1, 2]
    assert covering(offsets, 20, 25) == [0]  # the opening piece: outside the window


def test_steps_end_where_all_is_alike():
    assert step(99.0) == step(4.0) != step(3.0)
    assert step(-99.0) == step(-4.0)


def test_half_an_encoder_is_an_error(tmp_path):
    (tmp_path / "encoder.onnx").write_bytes(b"")
    with pytest.raises(CodebookError, match=r"pieces\.model: the file is missing"):
        find_encoder(tmp_path)


@pytest.mark.parametrize(
    ("lang", "text", "marks"),
    [
        (
            "en",
            "President Alar Karis met Estonia's defence minister on Sunday.",
            {
                "": ("lead", 0),
                "Alar Karis": ("head", 1),
                "met": ("trigger", 0),
                "Estonia": ("country", 1),
                "Sunday": ("date_either", 0),
            },
        ),
        (
            "id",
            "Korea Utara menguji rudal Hwasong-12 di Kusong, Senin.",
            {
                "Korea Utara": ("country", 1),
                "menguji": ("trigger", 0),
                "Kusong": ("place", 1),
                "Senin": ("date_either", 0),
            },
        ),
    ],
)
def test_what_the_rules_know_of_words_is_marked(lang, text, marks):
    here = scene(text, lang, DAY)
    assert marks.items() <= marked(here).items()


def marked(here, index=0, read=()):
    """The marks of a sentence and their states, by the words that bear them."""
    sentence = here.sentences[index]
    text = here.document.text[sentence.start : sentence.end]
    return {text[a:b]: (mark, state) for a, b, mark, state in marks_of(here, sentence, read)}


@pytest.mark.parametrize(
    ("words", "mark"),
    [
        ("in 1987", "date_past"),
        ("on March 1, 2025", "date_recent"),
        ("on January 10, 2025", "date_past"),
        ("in March", "date_now"),
        ("on March 9, 2025", "date_future"),
    ],
)
def test_a_date_is_marked_by_where_it_lies_from_publication(words, mark):
    here = scene(f"Presidents Karis and Rinkevics meet {words}.", "en", DAY)
    date = words.split(maxsplit=1)[1]
    assert marked(here)[date] == (mark, 0)


def test_a_date_of_an_article_without_a_day_is_just_a_date():
    here = scene("Presidents Karis and Rinkevics met in 1987.", "en", None)
    assert marked(here)["1987"] == ("date", 0)


def test_names_are_marked_with_the_states_of_their_sentence_in_its_order():
    text = "Latvia and Estonia, Finland, Sweden, Norway and Denmark met. Denmark met Norway."
    here = scene(text, "en", DAY)
    states = ["Latvia", "Estonia", "Finland", "Sweden", "Norway", "Denmark"]
    assert [marked(here)[name][1] for name in states] == [1, 2, 3, 4, 5, 5]
    assert [marked(here, 1)[name][1] for name in ("Denmark", "Norway")] == [1, 2]


@pytest.mark.parametrize(("read", "there"), [((), False), ([(0, 10, "weapons_test")], True)])
def test_words_for_another_event_are_marked_only_where_they_are_read_as_such(read, there):
    here = scene("Latvia tested a missile in May. The second came in June.", "en", DAY)
    at = here.document.text.index("The second")
    (told,) = [t for t in here.triggers if t.start == at]
    length = told.end - told.start
    read = [(0, length, kind) for _, _, kind in read]
    assert (told.text in marked(here, 1, read)) is there


def test_a_title_and_the_sentences_behind_it_are_marked_as_a_whole():
    here = scene(TEXT_OF_FIVE, "en", DAY, title="Karis meets Rinkevics")
    opened = [opening(list(marks_of(here, s, ()))) for s in here.sentences]
    title, lead = map(MARKS.index, ("title", "lead"))
    assert opened == [title, lead, lead, lead, 0, 0]


def test_a_mark_is_on_every_piece_that_its_span_touches_and_the_last_one_counts():
    offsets = [(0, 3), (3, 6), (7, 9), (10, 12)]
    assert numbered(offsets, []) == [0, 0, 0, 0]
    marks = [(0, 0, "lead", 0), (0, 9, "summit", 0), (2, 5, "country", 2), (10, 12, OWN_WEAPON, 0)]
    country, summit, weapon = map(MARKS.index, ("country", "summit", "weapon"))
    second = 2 * len(MARKS) + country
    assert numbered(offsets, marks) == [second, second, summit, weapon]


def test_a_leader_is_read_otherwise_than_a_minister_of_the_same_name():
    text = "Karis met Silina in Riga on Sunday."
    encoder = Encoder(BUILT_IN / "encoder")
    spans = [(0, 5), (10, 16)]
    leaders, ministers = (
        encoder.read(
            text, [(6, 9, "summit")], [], [(*spans[0], office, 1), (*spans[1], office, 2)]
        )[0]
        for office in ("head", "minister")
    )
    assert leaders.telling > ministers.telling

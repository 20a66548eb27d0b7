"""The facts of an event: which report gives which, what is disputed, what was known when."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warehouse_made import CODES, Told, report, run

from extract.records import Article, Extraction, Place
from warehouse.layout import Home
from warehouse.publish import publish
from warehouse.reader import open_warehouse

BILATERAL = {"format": "bilateral"}


def facts(folder: Path, reports, columns: str) -> list[tuple]:
    """Columns of the events of a warehouse with these reports."""
    home = Home(folder)
    run(home, reports)
    publish(home, {**CODES, "treaty": {"cameo": "057", "plover": "AGREE"},
                   "weapons_test": {"cameo": "150", "plover": "MOBILIZE"}})  # fmt: skip
    with open_warehouse(folder) as warehouse:
        return warehouse.table("events").project(columns).order("ALL").fetchall()


def placed(name: str, where: str, told: Told, says: str, **fields) -> tuple[Article, Extraction]:
    """A report in words of its own that names a place."""
    article, extraction = report(name, fields.pop("published", "2024-06-20"), told, **fields)
    (event,) = extraction.events
    sentences = tuple(
        each.__class__(says, each.field, each.start, each.end) for each in event.evidence
    )
    known = {"Hanoi": (21.0, 105.8), "Ha Noi": (21.0, 105.8), "Hue": (16.5, 107.6)}
    latitude, longitude = known.get(where, (None, None))
    event = event.__class__(
        **{name: getattr(event, name) for name in event.__dataclass_fields__}
        | {"evidence": sentences, "place": Place(where, "VNM", latitude, longitude)}
    )
    return article, Extraction(article.article_id, article.lang, (event,))


def test_the_closest_date_is_the_events_and_wider_ones_do_not_contradict_it(tmp_path):
    told = [Told(date="2024-06"), Told(date="2024-06-19"), Told(date=None)]
    reports = [report(str(n), "2024-06-20", each) for n, each in enumerate(told)]
    found = facts(tmp_path, reports, "date_start::VARCHAR, date_end::VARCHAR, n_date_disagree")
    assert found == [("2024-06-19", "2024-06-19", 0)]


def test_days_that_overlap_and_differ_are_a_dispute_that_shows(tmp_path):
    told = [Told(date="2024-06-18/2024-06-19"), Told(date="2024-06-19/2024-06-20")]
    told.append(told[1])
    reports = [placed(str(n), "Hanoi", each, f"They met, {n}.") for n, each in enumerate(told)]
    columns = "date_start::VARCHAR, n_date_agree, n_date_disagree, is_disputed"
    assert facts(tmp_path, reports, columns) == [("2024-06-19", 2, 1, True)]


def test_the_place_that_most_voices_name_is_the_events(tmp_path):
    places = ["Hue", "Hanoi", "Ha Noi", "Hanoi"]
    reports = [
        placed(str(n), where, Told(confidence=0.9 - n / 10), f"They met, {n}.")
        for n, where in enumerate(places)
    ]
    found = facts(tmp_path, reports, "place_name, n_place_agree, n_place_disagree, is_disputed")
    assert found == [("Hanoi", 3, 1, True)]


def test_a_sentence_that_wires_share_and_copies_of_a_text_are_one_voice(tmp_path):
    reports = [
        placed("a", "Hanoi", Told(), "They met in Hanoi.", source="A"),
        placed("b", "Hanoi", Told(), "They  met, in HANOI", source="B"),
        placed("c", "Hanoi", Told(), "They met.", text="Same.", source="C"),
        placed("d", "Hanoi", Told(), "They met; a stray word.", text="Same.", source="D"),
    ]
    assert facts(tmp_path, reports, "n_articles, n_voices, n_place_agree, n_sources") == [
        (4, 2, 2, 3)
    ]


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        (["planned", "cancelled"], ("cancelled", 1, 0)),
        (["cancelled", "planned"], ("planned", 1, 1)),
        (["occurred", "denied"], ("occurred", 1, 1)),
        (["denied", "occurred", "denied"], ("occurred", 1, 2)),
        (["planned", "hypothetical"], ("planned", 1, 0)),
    ],
)
def test_the_latest_firm_word_is_the_status_and_what_occurred_stays_so(
    tmp_path, statuses, expected
):
    reports = [
        placed(str(n), "Hanoi", Told(status=each), f"{n}.", published=f"2024-06-{20 + n}")
        for n, each in enumerate(statuses)
    ]
    assert facts(tmp_path, reports, "status, n_status_agree, n_status_disagree") == [expected]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (Told(attributes=BILATERAL, place="RUS"), ("057", "CONSULT", "visit")),
        (Told(attributes=BILATERAL, place="VNM"), ("057", "CONSULT", "third-party")),
        (Told(attributes=BILATERAL), ("057", "CONSULT", None)),  # nobody says where they met
        (Told(attributes={"format": "multilateral"}, place="RUS"),
         ("057", "CONSULT", "multilateral")),
        (Told("weapons_test", parties="PRK"), ("150", "MOBILIZE", "weapons")),
        (Told("treaty", attributes={"action": "sign"}), ("057", "AGREE", None)),
        (Told("treaty", attributes={"action": "withdraw"}), (None, None, None)),
        (Told("visit"), (None, None, None)),
    ],
)  # fmt: skip
def test_codes_say_no_more_than_the_event_does(tmp_path, told, expected):
    reports = [report("a", "2024-06-20", told)]
    assert facts(tmp_path, reports, "cameo_code, plover_type, plover_mode") == [expected]


REPORT = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["summit", "weapons_test"]),
        "status": st.sampled_from(["occurred", "planned", "denied", "hypothetical"]),
        "date": st.sampled_from(["2024-06-19", "2024-06", "2024-06-01", None]),
        "place": st.sampled_from([None, "PRK", "RUS"]),
    }
)
DAYS = st.sampled_from([None, "2024-05-30", "2024-06-10", "2024-06-19", "2024-06-20", "2024-07-01"])


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(REPORT, DAYS), max_size=10))
def test_what_has_not_changed_since_need_not_be_computed_again(tmp_path_factory, told):
    folder = tmp_path_factory.mktemp("record")
    home = Home(folder)
    reports = [report(str(n), day, Told(**fields)) for n, (fields, day) in enumerate(told)]
    run(home, reports)
    publish(home, CODES)
    with open_warehouse(folder) as warehouse:
        for day in ("2024-05-01", "2024-06-10", "2024-06-19", "2024-06-30", "infinity"):
            reports = f"WITH reports AS (FROM reports_as_of('{day}', true))"
            whole = warehouse.sql(f"{reports} FROM event_facts_of('reports') ORDER BY event_id")
            columns = ", ".join(whole.columns)
            quick = warehouse.sql(f"FROM events_as_of('{day}')").project(columns).order("event_id")
            assert quick.fetchall() == whole.fetchall()


def test_the_record_of_a_moment_holds_no_later_report(tmp_path):
    start = datetime(2024, 6, 10, tzinfo=UTC)
    home = Home(tmp_path)
    moments = [start + timedelta(days=n) for n in range(4)]
    run(home, [report(str(n), f"{m:%Y-%m-%d}", Told()) for n, m in enumerate(moments)])
    publish(home, CODES)
    with open_warehouse(tmp_path) as warehouse:
        found = [
            warehouse.execute("SELECT n_articles FROM events_as_of($1)", [m]).fetchall()
            for m in (start - timedelta(seconds=1), *moments)
        ]
    assert found == [[], [(1,)], [(2,)], [(3,)], [(4,)]]

"""A folder of one's own extends the codebook: leaders, weapons, words, whole event types."""

from pathlib import Path

import pytest
from extract_made import article, codebook, countries_of

from extract.load import BUILT_IN, Codebook, load_codebook
from extract.pipeline import extract_article
from extract.records import EventMention

TALKS = """\
talks:
  definition: Leaders talk by telephone.
  enabled: {enabled}
  needs: leaders
  roles: {{party: {{takes: [person, country], least: 2, leaders: true}}}}
  attributes: {{tone: trigger}}
  triggers:
    en: [{{forms: [rang up, rings up], set: {{tone: warm}}}}]
    id: [{{forms: [menelepon], set: {{tone: warm}}}}]
  examples:
    - text: {{en: "President Emmanuel Macron rang up Chancellor Olaf Scholz on Monday."}}
      expect: {{countries: [FRA, DEU], tone: warm}}
"""
RITES = """\
rites:
  definition: States bury the hatchet over an agreement.
  roles: {party: {takes: [country], least: 1}}
  attributes: {name: agreement_name, form: agreement_form}
  triggers:
    en: [{forms: [buried the hatchet over], needs: agreement}]
"""
LEADERS = """\
person,name,country,organisation,office,start,end,forms,source
zorba-testarov,Zorba Testarov,KAZ,,head_of_state,2030-01-01,2034-12-31,Zorba Testarov|Testarov,made
"""
WEAPONS = """\
weapon,name,weapon_class,country,forms
garuda-x,Garuda-X,cruise,IDN,Garuda X
"""


def extended(root: Path, *files: tuple[str, str], switched_on: tuple[str, ...] = ()) -> Codebook:
    for file, content in files:
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text(content, encoding="utf-8")
    return load_codebook([root], switched_on)


@pytest.fixture(scope="module")
def own(tmp_path_factory) -> Codebook:
    """The built-in codebook with one leader, one weapon, two event types more."""
    return extended(
        tmp_path_factory.mktemp("own"),
        ("gazetteers/leaders.csv", LEADERS),
        ("gazetteers/weapons.csv", WEAPONS),
        ("event_types/talks.yml", TALKS.format(enabled="true")),
        ("event_types/rites.yml", RITES),
    )


def found_by(own: Codebook, text: str, lang: str = "en", day: str | None = None) -> EventMention:
    events = extract_article(article(text, lang, day), own).events
    assert len(events) == 1, events
    return events[0]


@pytest.mark.parametrize(("text", "lang"), [
    ("Zorba Testarov met Emmanuel Macron in Paris on Tuesday.", "en"),
    ("Testarov bertemu Emmanuel Macron di Paris pada Selasa.", "id"),
])  # fmt: skip
def test_a_leader_of_ones_own_is_known_in_both_languages(own, text, lang) -> None:
    event = found_by(own, text, lang, "2031-03-14")
    assert countries_of(event) == {"KAZ", "FRA"}
    assert "zorba-testarov" in {p.entity_id for p in event.participants}


def test_a_leader_of_ones_own_leads_from_the_day_given(own) -> None:
    text = "Zorba Testarov met Emmanuel Macron in Paris on Tuesday."
    assert not extract_article(article(text, published="2024-03-14"), own).events


@pytest.mark.parametrize(("text", "lang"), [
    ("Indonesia test-fired a Garuda-X on Tuesday.", "en"),
    ("Indonesia menembakkan Garuda-X ke laut pada Selasa.", "id"),
    ("Indonesia menguji coba Garuda-X pada Selasa.", "id"),
])  # fmt: skip
def test_a_weapon_of_ones_own_is_tested(own, text, lang) -> None:
    event = found_by(own, text, lang, "2031-03-14")
    assert event.event_type == "weapons_test"
    assert (event.attributes["weapon"], event.attributes["weapon_class"]) == ("Garuda-X", "cruise")


@pytest.mark.parametrize(("text", "lang"), [
    ("President Emmanuel Macron rang up Chancellor Olaf Scholz on Monday.", "en"),
    pytest.param("Presiden Emmanuel Macron menelepon Kanselir Olaf Scholz pada Senin.", "id",
        marks=pytest.mark.xfail(strict=False, reason="a scorer that never saw the type drops DEU")),
])  # fmt: skip
def test_an_event_type_of_ones_own_needs_no_python(own, text, lang) -> None:
    event = found_by(own, text, lang, "2023-03-15")
    assert (event.event_type, event.status, event.date.value) == ("talks", "occurred", "2023-03-13")
    assert countries_of(event) == {"FRA", "DEU"}
    assert event.attributes == {"tone": "warm"}


def test_an_event_type_of_ones_own_may_be_about_an_agreement(own) -> None:
    event = found_by(own, "Russia and Japan buried the hatchet over the Antarctic Treaty.")
    assert event.event_type == "rites"
    assert event.attributes == {"name": "Antarctic Treaty", "form": "treaty"}


DRILLS = """\
drills:
  definition: A state fires a weapon in an exercise.
  roles: {party: {takes: [country], least: 1, most: 1}}
  attributes: {weapon: weapon_name}
  triggers:
    en: [{forms: [loosed off in a drill], needs: weapon_close}]
"""


def test_what_was_used_in_war_is_no_event_of_a_type_that_no_scorer_knows(tmp_path) -> None:
    own = extended(tmp_path, ("event_types/drills.yml", DRILLS))
    text = "Chad loosed off in a drill a missile{} on Friday."
    assert found_by(own, text.format("")).event_type == "drills"
    fought = extract_article(article(text.format(" at rebels, killing two")), own)
    assert (fought.events, fought.refusals[0].reason) == ((), "combat_use")
    assert fought.refusals[0].detail == "used against an enemy"


def test_the_built_in_event_types_stay(own) -> None:
    text = "President Emmanuel Macron met Chancellor Olaf Scholz in Paris on Tuesday."
    made = article(text, published="2023-03-15")
    assert extract_article(made, own) == extract_article(made, codebook())


def test_an_event_type_that_is_off_is_looked_for_on_request(tmp_path) -> None:
    files = ("event_types/talks.yml", TALKS.format(enabled="false"))
    assert "talks" not in extended(tmp_path, files).event_types
    assert "talks" in extended(tmp_path, files, switched_on=("talks",)).event_types


PARLEY = """\
summit:
  extend: true
  triggers:
    en: [{forms: [held a parley with], needs: leaders}]
  examples:
    - text: {en: "President Emmanuel Macron held a parley with Chancellor Olaf Scholz on Monday."}
      published: 2023-03-15
      expect: {countries: [DEU, FRA], date: "2023-03-13"}
"""


def test_a_file_may_add_words_to_an_event_type(tmp_path) -> None:
    more = extended(tmp_path, ("event_types/parley.yml", PARLEY))
    text = "President Emmanuel Macron held a parley with Chancellor Olaf Scholz on Monday."
    assert not extract_article(article(text), codebook()).events
    assert countries_of(found_by(more, text, day="2023-03-15")) == {"DEU", "FRA"}
    known, added = codebook().event_types["summit"], more.event_types["summit"]
    assert added.triggers["id"] == known.triggers["id"]
    assert added.triggers["en"][:-1] == known.triggers["en"]
    assert (added.roles, len(added.examples)) == (known.roles, len(known.examples) + 1)


ROUND = "The third round of trade talks between Japan and India ended in Delhi on Monday."


def test_one_line_switches_a_type_on(tmp_path) -> None:
    on = extended(tmp_path, ("event_types/on.yml", "talks: {extend: true, enabled: true}\n"))
    assert not extract_article(article(ROUND, published="2023-03-15"), codebook()).events
    event = found_by(on, ROUND, day="2023-03-15")
    assert (event.event_type, event.status, event.date.value) == ("talks", "occurred", "2023-03-13")
    assert countries_of(event) == {"IND", "JPN"}
    assert event.attributes == {"format": "bilateral"}


def test_one_line_switches_a_type_off(tmp_path) -> None:
    off = extended(tmp_path, ("event_types/off.yml", "summit: {extend: true, enabled: false}\n"))
    assert sorted(off.event_types) == ["treaty", "weapons_test"]


def test_a_language_of_ones_own_is_a_folder(tmp_path) -> None:
    built_in = BUILT_IN / "languages" / "en"
    calendar = (built_in / "calendar.yml").read_text(encoding="utf-8").replace("Friday", "Freitag")
    cues = (built_in / "cues.yml").read_text(encoding="utf-8").replace("president,", "präsident,")
    german = extended(
        tmp_path,
        ("languages/de/calendar.yml", calendar.replace("language: en", "language: de")),
        ("languages/de/cues.yml", cues),
        ("languages/de/countries.csv", "country,form,kind,case\nFRA,Frankreich,name,any\n"),
        ("event_types/de.yml", "summit: {extend: true, triggers: {de: [{forms: [trifft],"
         " needs: leaders}]}}\n"),
    )  # fmt: skip
    text = "Präsident Emmanuel Macron trifft am Freitag Olaf Scholz in Paris."
    event = found_by(german, text, "de", "2023-03-15")
    assert (event.event_type, countries_of(event)) == ("summit", {"DEU", "FRA"})
    assert event.date.value in ("2023-03-10", "2023-03-17")


def test_the_fingerprint_tells_every_change_of_any_file(tmp_path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    seen = [
        codebook().fingerprint,
        extended(first, ("gazetteers/leaders.csv", LEADERS)).fingerprint,
        extended(first, ("gazetteers/leaders.csv", LEADERS.replace("2034", "2035"))).fingerprint,
        extended(first, ("event_types/rites.yml", RITES + "# a remark\n")).fingerprint,
    ]
    assert len(set(seen)) == len(seen)
    one = extended(second, ("gazetteers/leaders.csv", LEADERS)).fingerprint
    assert one == seen[1], "the same files in another folder are the same codebook"

"""A codebook that says something unknown stops the run with one line: file, line, key."""

import shutil
from pathlib import Path

import pytest

from extract import load
from extract.load import BUILT_IN, CodebookError, load_codebook

TALKS = """\
talks:
  definition: Leaders talk.
  needs: leaders
  roles: {party: {takes: [person], least: 2, leaders: true}}
  attributes: {format: summit_format}
  triggers:
    en: [{forms: [parleyed with]}]
  examples:
    - {text: {en: "Nobody parleyed with anybody."}, expect: none}
"""
LEADERS = "person,name,country,organisation,office,start,end,forms,source\n"
ROW = "zorba,Zorba Testarov,KAZ,,head_of_state,2030-01-01,,Zorba Testarov,made\n"
WEAPONS = "weapon,name,weapon_class,country,forms\n"
PLACES = "place,name,country,kind,latitude,longitude,forms\n"
AGREEMENTS = "agreement,name,form_of,year,parties,forms\n"
PATTERNS = "pattern,weapon_class,country\n"
COUNTRIES = "country,form,kind,case\n"
ENGLISH = (BUILT_IN / "languages" / "en" / "cues.yml").read_text(encoding="utf-8")


@pytest.fixture(autouse=True, scope="module")
def small_built_in(tmp_path_factory):
    """The codebook without its longest lists: it is read some fifty times here."""
    small = tmp_path_factory.mktemp("built-in") / "codebook"
    shutil.copytree(BUILT_IN, small, ignore=shutil.ignore_patterns("leaders.csv", "places.csv"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(load, "BUILT_IN", small)
        yield


def error_of(root: Path, file: str, content: str | bytes) -> str:
    """The line that a folder with this one file is answered with."""
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(CodebookError) as caught:
        load_codebook([root])
    return str(caught.value).replace(f"{root}/", "")  # what is wrong is named with its whole path


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("needs: leaders", "neds: leaders", 3, "unknown key 'neds'"),
        ("{forms: [parl", "{form: [parl", 7, "unknown key 'form'"),
        ("least: 2", "lest: 2", 4, "unknown key 'lest'"),
        ("expect: none", "expects: none", 9, "unknown key 'expects'"),
        ("needs: leaders", "needs: luck", 3, "unknown value 'luck'"),
        ("summit_format", "mood", 5, "unknown value 'mood'"),
        ("[person]", "[wizard]", 4, "unknown value 'wizard'"),
        ("least: 2", "least: two", 4, "whole number"),
        ("leaders: true", "leaders: 1", 4, "true or false"),
        ("definition: Leaders talk.", "not_this: Nothing.", 2, "'definition' is missing"),
        ("  needs: leaders\n", "  needs: leaders\n  needs: none\n", 4, "'needs' stands twice"),
        ("[parleyed with]", "[Parleyed with]", 7, "lower case"),
        ("[parleyed with]", "parleyed with", 7, "expected a list"),
        ("[parleyed with]", "[1815]", 7, "expected text"),
        ("expect: none", "expect: nothing", 9, "expected a mapping of facts, or none"),
        ("[{forms", "[{forms: [x], names", 7, "either 'forms' or 'names'"),
        ("[{forms", "[{forms: [", 7, "this is not YAML"),
        ("  needs", "\tneeds", 3, "this is not YAML: found a tab"),
        ("[parleyed with]", "[]", 7, "no form stands here"),
        ("{party:", "{host:", 4, "the role 'party' is missing"),
        ("roles: {", "roles: {target: {takes: [country]}, ", 4, "unknown key 'target'"),
        ("least: 2", "least: 2, most: 1", 4, "least 2 and most 1 leave nothing"),
        ("needs: leaders", "codes: {camoe: x}", 3, "unknown key 'camoe'; known are cameo, plover"),
        ("    en: [", "    xx: [", 7, "no folder languages/xx; the codebook has en, id, ms"),
        ("text: {en", "text: {xx", 9, "no folder languages/xx; the codebook has en, id, ms"),
        ("expect: none", "expect: {countires: [FRA]}", 9, "unknown key 'countires'; known are"),
        ("expect: none", "expect: {status: happened}", 9, "unknown value 'happened'; known are"),
        ("expect: none", "published: soon, expect: none", 9, "'soon' is no day YYYY-MM-DD"),
        ("definition: Leaders talk.", "extend: true", 3, "unknown key 'needs'; known are enabled"),
    ],
)
def test_what_an_event_type_cannot_mean_is_one_line(tmp_path, old, new, line, words) -> None:
    assert old in TALKS
    message = error_of(tmp_path, "event_types/talks.yml", TALKS.replace(old, new, 1))
    assert message.startswith(f"event_types/talks.yml: line {line}: "), message
    assert words in message
    assert "\n" not in message


@pytest.mark.parametrize(
    ("file", "content", "begins", "words"),
    [
        ("event_types/talks.yml", "", "line 1: ", "empty"),
        ("event_types/talks.yml", "- a\n", "line 1: ", "expected a mapping"),
        (
            "event_types/talks.yml",
            b"talks:\n  definition: caf\xe9\n",
            "line 1: ",
            "UTF-8",
        ),
        (
            "event_types/talks.yml",
            TALKS + "---\nb: 1\n",
            "line ",
            "found another document",
        ),
        (
            "gazetteers/leaders.csv",
            "",
            "line 1: ",
            "expected the columns person",
        ),
        (
            "gazetteers/leaders.csv",
            LEADERS.replace("office", "ofice"),
            "line 1: ",
            "ofice",
        ),
        (
            "gazetteers/leaders.csv",
            LEADERS + "z,Z,KAZ\n",
            "line 2: ",
            "9 cells",
        ),
        (
            "gazetteers/leaders.csv",
            LEADERS + ROW + "z" * 3 + "," * 12 + "\n",
            "line 3: ",
            "9 cells",
        ),
        (
            "gazetteers/leaders.csv",
            LEADERS + ROW.replace("Zorba Testarov", "", 1),
            "line 2: ",
            "must not be empty",
        ),
        (
            "gazetteers/leaders.csv",
            LEADERS + '"never closed',
            "",
            "not CSV",
        ),
        (
            "gazetteers/leaders.csv",
            (LEADERS + ROW).encode("utf-16"),
            "line 1: ",
            "UTF-8",
        ),
        (
            "languages/en/countries.csv",
            "country,form\nFRA,Gallia\n",
            "line 1: ",
            "kind",
        ),
        (
            "languages/en/cues.yml",
            ENGLISH + "\nwizards: []\n",
            "line ",
            "unknown key 'wizards'",
        ),
        (
            "languages/en/cues.yml",
            "abbreviations: []\n",
            "line 1: ",
            "missing",
        ),
    ],
)
def test_what_a_file_cannot_mean_is_one_line(tmp_path, file, content, begins, words) -> None:
    message = error_of(tmp_path, file, content)
    assert message.startswith(f"{file}: {begins}"), message
    assert words in message
    assert "\n" not in message


MEMBERS = "forum,country,start,end\n"
LEADER = "z,Z Q,KAZ,,head_of_state,2030-01-01,,Z Q,made\n"
WRONG_CELLS = [
    ("leaders", LEADERS + LEADER.replace("01-01", "13-01"), 2, "start: '2030-13-01' is not"),
    ("leaders", LEADERS + LEADER.replace("2030-01-01,", ","), 2, "start: must not be empty"),
    ("leaders", LEADERS + LEADER.replace(",,Z Q", ",2029,Z Q"), 2, "end: 2029 lies before start"),
    ("leaders", LEADERS + LEADER.replace("KAZ", ""), 2, "country or organisation must be filled"),
    ("leaders", LEADERS + LEADER.replace("KAZ", "KAX"), 2, "country: 'KAX' is not in gazetteers/"),
    ("leaders", LEADERS + LEADER.replace("KAZ", "Kazakhstan"), 2, "alpha-3"),
    ("leaders", LEADERS + LEADER.replace("KAZ,", "KAZ,nope"), 2, "organisation: 'nope' is not in"),
    ("leaders", LEADERS + LEADER.replace("z,", "Z Q,", 1), 2, "person: 'Z Q' is no id"),
    ("leaders", LEADERS + LEADER * 2, 3, "stands in line 2 already"),
    ("leaders", LEADERS + LEADER + LEADER.replace("Z Q", "Y").replace("2030", "2031"), 3,
     "name: 'z' is 'Z Q' in line 2, 'Y' here"),
    ("leaders", (LEADERS + LEADER).replace(",", ";"), 1, "separated by commas"),
    ("weapons", "weapon,name,weapon_class,forms\nx,X,srbm,\n", 1, "expected the columns weapon"),
    ("weapons", WEAPONS + "x,X,srbm,IDN,\n\nx,X,icbm,IDN,\n", 4, "'x' stands in line 2 already"),
    ("weapons", WEAPONS + ",X,srbm,IDN,\n", 2, "weapon: must not be empty"),
    ("weapons", WEAPONS + "x,,srbm,IDN,\n", 2, "name: must not be empty"),
    ("weapons", WEAPONS + "x,X,SRBM,IDN,\n", 2, "weapon_class: unknown value 'SRBM'; known are"),
    ("places", PLACES + "x,X,IDN,city,200,1,\n", 2, "latitude: '200' is no number of degrees"),
    ("agreements", AGREEMENTS + "x,X,treaty,199x,,\n", 2, "year: '199x' is no year"),
    ("agreements", AGREEMENTS + "x,X,treaty,1990,RUS|USX,\n", 2, "parties: 'USX' is not in"),
    ("summits", "summit,name,organisation,forms\nx,X,nope,\n", 2, "'nope' is not in gaz"),
    ("memberships", MEMBERS + "g7,ITX,,\n", 2, "country: 'ITX' is not in gazetteers/countries.csv"),
    ("memberships", MEMBERS + "nope,ITA,,\n", 2, "forum: 'nope' is not in gaz"),
    ("memberships", MEMBERS + "nope,ITA,,\n", 2, "nor in summits.csv"),
    ("memberships", MEMBERS + "g7,ITA,2001,1999\n", 2, "end: 1999 lies before start"),
    ("memberships", MEMBERS + "g7,ITA,,\n" * 2, 3, "stands in line 2 already"),
    ("weapon_patterns", PATTERNS + "(X,icbm,PRK\n", 2, "pattern: '(X' is no regular expression"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "line", "words"), WRONG_CELLS)
def test_a_wrong_cell_is_named_with_line_and_column(tmp_path, name, content, line, words) -> None:
    message = error_of(tmp_path, f"gazetteers/{name}.csv", content)
    assert message.startswith(f"gazetteers/{name}.csv: line {line}: "), message
    assert words in message


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("XYZ,Xyzland,name,any\n", "country: 'XYZ' is not in gazetteers/countries.csv"),
        ("FRA,,name,any\n", "form: must not be empty"),
        ("FRA,Gallia,name,any\n" * 2, "stands in line 2 already"),
    ],
)
def test_a_wrong_cell_of_a_language_is_named_likewise(tmp_path, content, words) -> None:
    message = error_of(tmp_path, "languages/en/countries.csv", COUNTRIES + content)
    assert message.startswith("languages/en/countries.csv: line "), message
    assert words in message


def test_a_file_saved_by_a_spreadsheet_is_read(tmp_path) -> None:
    (tmp_path / "gazetteers").mkdir()
    content = (LEADERS + LEADER).replace("\n", "\r\n").encode("utf-8-sig")
    (tmp_path / "gazetteers" / "leaders.csv").write_bytes(content)
    assert "z" in load_codebook([tmp_path]).world.persons


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("event_types/talks.yml", "talks: !!python/object:os.system x\n"),
        ("event_types/talks.yml", "talks: 2020-99-99\n"),
        ("event_types/talks.yml", "talks: &talks [*talks]\n"),
        ("gazetteers/places.csv", PLACES + "x,Xanaduville,IDN,city,north,1.0,\n"),
        ("gazetteers/weapon_patterns.csv", PATTERNS + "\\b(Foo,ballistic,PRK\n"),
        ("scorer.json", "{"),
        ("scorer.json", "{}"),
        ("event_types/talks.yml", TALKS.replace("forms: [parleyed with]", "names: wizard")),
        ("event_types/talks.yml", TALKS.replace("with]}", "with], set: {mood: good}}")),
        ("gazetteers/weapons.csv", WEAPONS + "x,Garuda-X,wizard,IDN,\n"),
        ("gazetteers/places.csv", PLACES + "x,Xanaduville,IDN,hamlet,1.0,1.0,\n"),
        ("gazetteers/leaders.csv", LEADERS + ROW.replace("head_of_state", "wizard")),
        ("gazetteers/leaders.csv", LEADERS + ROW.replace("KAZ", "Kazakhstan")),
        ("gazetteers/leaders.csv", LEADERS + ROW.replace("2030-01-01", "1 Jan 2030")),
        ("languages/en/countries.csv", COUNTRIES + "FRA,Gallia,nickname,any\n"),
        ("languages/en/countries.csv", COUNTRIES + "FRA,Gallia,name,maybe\n"),
        ("languages/en/summits.csv", "summit,form\nnowhere,Xanadu Summit\n"),
        ("gazetteers/leader.csv", LEADERS + ROW),
        ("event_type/talks.yml", TALKS),
        ("event_types/talks.yaml", TALKS),
        ("event_types/duel.yml", "duel: {extend: true, enabled: true}\n"),
        ("detect.yml", "vote: {}\n"),
    ],
)
def test_no_cell_is_guessed(tmp_path, file, content) -> None:
    message = error_of(tmp_path, file, content)
    assert Path(file).name in message
    assert "\n" not in message


def test_a_language_needs_its_cues_and_calendar(tmp_path) -> None:
    message = error_of(tmp_path, "languages/fr/countries.csv", COUNTRIES + "FRA,France,name,any\n")
    assert message == "languages/fr/cues.yml: the file is missing; a language needs it"


def test_an_event_type_stands_in_one_file_of_a_folder(tmp_path) -> None:
    (tmp_path / "event_types").mkdir()
    (tmp_path / "event_types" / "mine.yml").write_text(TALKS, encoding="utf-8")
    message = error_of(tmp_path, "event_types/talks.yml", TALKS)
    assert message.startswith("event_types/talks.yml: line 2: talks: ")
    assert message.endswith("event type 'talks' stands in mine.yml already")


def test_a_folder_that_is_not_there_is_one_line(tmp_path) -> None:
    with pytest.raises(CodebookError, match="no such folder"):
        load_codebook([tmp_path / "nowhere"])


def test_an_unknown_event_type_is_one_line() -> None:
    with pytest.raises(CodebookError, match="unknown event type 'duel'; known are summit, talks"):
        load_codebook(event_types=["duel"])

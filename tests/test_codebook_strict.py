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
    return str(caught.value)


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
    ],
)
def test_what_an_event_type_cannot_mean_is_one_line(tmp_path, old, new, line, words) -> None:
    assert old in TALKS
    message = error_of(tmp_path, "event_types/talks.yml", TALKS.replace(old, new, 1))
    assert message.startswith(f"talks.yml: line {line}: "), message
    assert words in message
    assert "\n" not in message


@pytest.mark.parametrize(
    ("file", "content", "begins", "words"),
    [
        ("event_types/talks.yml", "", "talks.yml: line 1: ", "empty"),
        ("event_types/talks.yml", "- a\n", "talks.yml: line 1: ", "expected a mapping"),
        (
            "event_types/talks.yml",
            b"talks:\n  definition: caf\xe9\n",
            "talks.yml: line 1: ",
            "UTF-8",
        ),
        ("event_types/talks.yml", TALKS + "---\nb: 1\n", "talks.yml: line ", "single document"),
        ("gazetteers/leaders.csv", "", "leaders.csv: line 1: ", "expected the columns person"),
        (
            "gazetteers/leaders.csv",
            LEADERS.replace("office", "ofice"),
            "leaders.csv: line 1: ",
            "ofice",
        ),
        ("gazetteers/leaders.csv", LEADERS + "z,Z,KAZ\n", "leaders.csv: line 2: ", "9 cells"),
        (
            "gazetteers/leaders.csv",
            LEADERS + ROW + "z" * 3 + "," * 12 + "\n",
            "leaders.csv: line 3: ",
            "9 cells",
        ),
        (
            "gazetteers/leaders.csv",
            LEADERS + ROW.replace("Zorba Testarov", "", 1),
            "leaders.csv: line 2: ",
            "must not be empty",
        ),
        ("gazetteers/leaders.csv", LEADERS + '"never closed', "leaders.csv: ", "not CSV"),
        (
            "gazetteers/leaders.csv",
            (LEADERS + ROW).encode("utf-16"),
            "leaders.csv: line 1: ",
            "UTF-8",
        ),
        (
            "languages/en/countries.csv",
            "country,form\nFRA,Gallia\n",
            "countries.csv: line 1: ",
            "kind",
        ),
        (
            "languages/en/cues.yml",
            ENGLISH + "\nwizards: []\n",
            "cues.yml: line ",
            "unknown key 'wizards'",
        ),
        ("languages/en/cues.yml", "abbreviations: []\n", "cues.yml: line 1: ", "missing"),
        (
            "languages/fr/countries.csv",
            COUNTRIES + "FRA,France,name,any\n",
            "languages/fr: ",
            "cues.yml is missing",
        ),
    ],
)
def test_what_a_file_cannot_mean_is_one_line(tmp_path, file, content, begins, words) -> None:
    message = error_of(tmp_path, file, content)
    assert message.startswith(begins), message
    assert words in message
    assert "\n" not in message


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
    ],
)
def test_no_cell_is_guessed(tmp_path, file, content) -> None:
    message = error_of(tmp_path, file, content)
    assert Path(file).name in message
    assert "\n" not in message


def test_a_folder_that_is_not_there_is_one_line(tmp_path) -> None:
    with pytest.raises(CodebookError, match="no such folder"):
        load_codebook([tmp_path / "nowhere"])


def test_an_unknown_event_type_is_one_line() -> None:
    with pytest.raises(CodebookError, match="unknown event type 'duel'; known are summit, talks"):
        load_codebook(event_types=["duel"])

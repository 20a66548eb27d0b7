"""What a calendar file may not say, and that every rule it names is resolved."""

from importlib.resources import files
from pathlib import Path

import pytest

from extract.calendar import RULES as CALENDAR_RULES
from extract.calendar import load_calendar
from extract.date_rules import RULES
from extract.strict_yaml import CodebookError

LANGUAGES = Path(str(files("extract"))) / "codebook" / "languages"


def test_every_rule_of_the_calendar_is_resolved() -> None:
    assert set(RULES) | {"not_a_date"} == CALENDAR_RULES


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("months:", "monhts:", "unknown key 'monhts'"),
        ("thousands:", "# thousands:", "missing key 'thousands'"),
        ("  weekday:\n", "  weekdya:\n", "shapes: unknown rule 'weekdya'"),
        ('"{relative_day}"', '"{relative_dya}"', "unknown slot 'relative_dya'"),
        ('"{relative_day}"', '"[{relative_day}"', "a bracket stays open"),
        ("  today: 0", "  today: zero", "'zero'"),
        ("  5: [May]", "  5: [5]", "5 is no text"),
        ("  weekend: [weekend]", "  fortnight: [weekend]", "unknown key 'fortnight'"),
    ],
)
def test_unknown_word_in_a_calendar_stops_the_run(
    old: str, new: str, complaint: str, tmp_path: Path
) -> None:
    content = (LANGUAGES / "en" / "calendar.yml").read_text(encoding="utf-8")
    assert old in content
    folder = tmp_path / "en"
    folder.mkdir()
    (folder / "calendar.yml").write_text(content.replace(old, new), encoding="utf-8")
    with pytest.raises(CodebookError, match=r"en/calendar\.yml: line \d+: ") as error:
        load_calendar(folder / "calendar.yml")
    assert complaint in str(error.value)
    assert "\n" not in str(error.value)

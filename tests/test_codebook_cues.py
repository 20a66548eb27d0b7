"""The cues of a language: every key stands in the file, and what is said of one that does not."""

import re

import pytest

from extract.cues import GROUPS, LISTS, read_cues
from extract.load import BUILT_IN
from extract.strict_yaml import CodebookError

ENGLISH = (BUILT_IN / "languages" / "en" / "cues.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize("key", [*LISTS, *GROUPS, "offices"])
def test_what_may_stand_for_a_missing_key_is_told_and_is_read(tmp_path, key) -> None:
    path = tmp_path / "cues.yml"
    without = re.sub(rf"^{key}:.*\n(?:[ #].*\n)*", "", ENGLISH, flags=re.MULTILINE)
    path.write_text(without, encoding="utf-8")
    with pytest.raises(CodebookError, match=f"the key '{key}' is missing; ") as caught:
        read_cues(path)
    nothing = str(caught.value).partition("missing; ")[2].split()[0]
    path.write_text(f"{without}{key}: {nothing}\n", encoding="utf-8")
    read_cues(path)

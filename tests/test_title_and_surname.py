"""A title and a surname: who held the office on the day, if his state is in the text."""

import pytest
from extract_made import article, codebook

from extract.read import read
from extract.spot_names import spot_names
from extract.spot_persons import spot_persons


def persons(text: str, lang: str, published: str | None) -> dict[str, tuple[str | None, str]]:
    """Words of the persons in the text, with their ids and states."""
    language = codebook().languages[lang]
    document = read(article(text, lang, published))
    names = spot_names(document, language.gazetteer, codebook().world)
    found = spot_persons(document, names, language.titles, codebook().world)
    return {m.text: (m.entity_id, m.country) for m in found if m.kind == "person"}


@pytest.mark.parametrize(
    ("lang", "published", "text", "words", "person", "country"),
    [
        ("en", "2018-05-01", "President Moon spoke in Seoul.", "Moon", "moon-jae-in", "KOR"),
        ("en", "2018-02-01", "South Korean Prime Minister Lee left.", "Lee", "lee-nak-yon", "KOR"),
        ("en", "2017-01-27", "U.K. Prime Minister May left.", "May", "theresa-may", "GBR"),
        ("en", "2022-06-29", "Sweden's Prime Minister Andersson left.", "Andersson",
         "magdalena-andersson", "SWE"),
        ("en", "2022-06-29", "President Niinisto left Finland.", "Niinisto", "sauli-niinisto",
         "FIN"),
        ("en", "2014-03-01", "The UN said Secretary-General Ban left.", "Ban", "ban-ki-moon", None),
        ("en", "2021-08-25", "Vice President Harris left the United States.", "Harris",
         "kamala-harris", "USA"),
        ("id", "2025-07-01", "Di Malaysia, PM Anwar berpidato.", "Anwar", "anwar-ibrahim", "MYS"),
        ("id", "2018-05-01", "Presiden Korea Selatan Moon berpidato.", "Moon", "moon-jae-in",
         "KOR"),
    ],
)  # fmt: skip
def test_title_and_surname_name_the_one_in_office(
    lang, published, text, words, person, country
) -> None:
    assert persons(text, lang, published)[words] == (person, country)


@pytest.mark.parametrize(
    ("published", "text", "words"),
    [
        ("2005-05-01", "The company's President Martin left.", "Martin"),  # no word of Canada
        ("2010-05-01", "President Moon left Seoul.", "Moon"),  # not yet in office
        (None, "President Moon left Seoul.", "Moon"),  # no day, so nobody is in office
        ("2018-05-01", "North Korean leader Moon left.", "Moon"),  # another state's
    ],
)
def test_title_and_surname_alone_name_nobody(published, text, words) -> None:
    person, _ = persons(text, "en", published).get(words, ("name:", None))
    assert person.startswith("name:")

"""The day or moment of publication, from the ways in which sources write it."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.records import Article
from flows.source_date import parse_published


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2024-06-19", "2024-06-19"),
        ("20240619", "2024-06-19"),
        (20240619, "2024-06-19"),
        ("2024/06/19", "2024-06-19"),
        ("2024-06-19T10:00:00+07:00", "2024-06-19T10:00:00+07:00"),
        ("2024-06-19 10:00:00 +0700", "2024-06-19T10:00:00+07:00"),
        ("2024-06-19T10:00:00Z", "2024-06-19T10:00:00+00:00"),
        ("2024-06-19 10:00:00", "2024-06-19T10:00:00+00:00"),
        ("2024-06-19 00:00:00", "2024-06-19"),  # how tables write a day
        ("Wed, 19 Jun 2024 10:00:00 +0700", "2024-06-19T10:00:00+07:00"),
        ("Wed, 19 Jun 2024 10:00:00 GMT", "2024-06-19T10:00:00+00:00"),
        (1718791200, "2024-06-19T10:00:00+00:00"),
        ("1718791200", "2024-06-19T10:00:00+00:00"),
        (1718791200000, "2024-06-19T10:00:00+00:00"),
        ("Rabu, 19 Juni 2024 10:00 WIB", "2024-06-19T10:00:00+07:00"),
        ("Jum'at, 3 Mei 2024 | 22.10 WITA", "2024-05-03T22:10:00+08:00"),
        ("June 19th, 2024", "2024-06-19"),
        ("19 Jun 2024, 3:05 pm", "2024-06-19T15:05:00+00:00"),
        ("19/06/2024", "2024-06-19"),
        ("06/19/2024", "2024-06-19"),
        ("06/06/2024", "2024-06-06"),
        ("19-06-2024", "2024-06-19"),
        ("2024-06-19 4:00:00 -0600", "2024-06-19T04:00:00-06:00"),
        ("05.06.2024", "2024-06-05"),
        (date(2024, 6, 19), "2024-06-19"),
        (datetime(2024, 6, 19, 10, tzinfo=UTC), "2024-06-19T10:00:00+00:00"),
    ],
)
def test_a_date_is_read_as_it_is_meant(written, read):
    assert parse_published(written) == read


@pytest.mark.parametrize(
    "written",
    [
        *("05/06/2024", "05/06/24", "05-06-2024"),  # May or June
        *("2024", 2024, "2024-06", "June 2024"),  # no day
        *("2024-02-30", "0001-01-01", "9999-12-31", "31 February 2024", "19 marathon 2024"),
        *(
            "yesterday",
            "",
            "nan",
            float("nan"),
            float("inf"),
            -5,
            10**30,
            10**400,
            True,
            None,
            [],
            {},
        ),
    ],
)
def test_a_date_that_could_be_two_or_none_is_unknown(written):
    assert parse_published(written) is None


@given(
    st.one_of(
        st.text(max_size=40),
        st.text("0123456789-/:.TZ +JunMei", max_size=30),
        st.floats(),
        st.integers(),
        st.datetimes(timezones=st.none() | st.timezones()),
    )
)
def test_whatever_is_read_is_a_moment_that_an_article_can_hold(written):
    published = parse_published(written)
    if published is not None:
        article = Article("a", "text", published=published)
        assert article.published_at.astimezone(UTC).year in range(1604, 2127)
        assert article.published_on.isoformat() == published[:10]

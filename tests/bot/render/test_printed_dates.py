"""bot/render/dates.py: dates in words, as precise as the source said them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.render.dates import moment, words


@pytest.mark.parametrize(
    ("published", "french", "english"),
    [
        pytest.param("2024-03-12", "12 mars 2024", "12 March 2024", id="day"),
        pytest.param("2024-03-12T06:53:00+01:00", "12 mars 2024", "12 March 2024", id="day and time"),
        pytest.param("2024-08-01", "1er août 2024", "1 August 2024", id="first of a month"),
        pytest.param("2024-12", "décembre 2024", "December 2024", id="month"),
        pytest.param("2024", "2024", "2024", id="year"),
        pytest.param("2024-00-00", "2024", "2024", id="year with empty month"),
        pytest.param(None, "", "", id="none"),
        pytest.param("hier", "hier", "hier", id="not ISO"),
        pytest.param("2024-13-01", "2024-13-01", "2024-13-01", id="no such month"),
        pytest.param("20240312", "20240312", "20240312", id="basic form stays"),
    ],
)
def test_a_date_is_told_as_precisely_as_it_was_given(
    published: str | None, french: str, english: str
) -> None:
    """Day, month and year appear in words when known, and what is no date is left as it stands."""
    assert words(published, "fr") == french
    assert words(published, "en") == english


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_names_its_year_and_day(day: date) -> None:
    """No date is lost on the way to words."""
    told = words(day.isoformat(), "fr")
    assert told.endswith(f" {day.year}")
    assert told.startswith("1er " if day.day == 1 else f"{day.day} ")


@pytest.mark.parametrize(
    ("at", "french", "english"),
    [
        pytest.param(
            "2024-03-01T23:42:07+00:00", "1er mars 2024 à 23:42 UTC", "1 March 2024 at 23:42 UTC", id="UTC"
        ),
        pytest.param("2024-03-12T06:53Z", "12 mars 2024 à 06:53 UTC", "12 March 2024 at 06:53 UTC", id="Z"),
        pytest.param("2024-03-12T06:53", "12 mars 2024 à 06:53", "12 March 2024 at 06:53", id="here"),
        pytest.param("2024-03-12", "12 mars 2024", "12 March 2024", id="no time"),
        pytest.param("hier", "hier", "hier", id="not ISO"),
    ],
)
def test_a_moment_is_told_to_the_minute(at: str, french: str, english: str) -> None:
    """Date and time are in the language of the reader; UTC is named where it was meant."""
    assert (moment(at, "fr"), moment(at, "en")) == (french, english)

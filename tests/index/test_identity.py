"""Which article is which."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import identity
from index.news import Article


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param("http://courrier.example/a", "https://courrier.example/a", id="scheme"),
        pytest.param("https://www.courrier.example/a", "https://courrier.example/a", id="www"),
        pytest.param("https://Courrier.EXAMPLE/a", "https://courrier.example/a", id="case of host"),
        pytest.param("https://courrier.example/a/", "https://courrier.example/a", id="final slash"),
        pytest.param("https://courrier.example/a#suite", "https://courrier.example/a", id="fragment"),
        pytest.param("https://courrier.example:443/a", "https://courrier.example/a", id="port"),
        pytest.param("https://courrier.example/a?utm_source=x", "https://courrier.example/a", id="tracking"),
        pytest.param("https://courrier.example/a?x=1&b=2", "https://courrier.example/a?b=2&x=1", id="order"),
    ],
)
def test_two_addresses_of_one_page_are_one(left: str, right: str) -> None:
    """What does not change the page does not change its canonical URL."""
    assert identity.canonical_url(left) == identity.canonical_url(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param("https://courrier.example/a", "https://courrier.example/A", id="case of path"),
        pytest.param("https://courrier.example/?id=1", "https://courrier.example/?id=2", id="query"),
        pytest.param("https://courrier.example/a", "https://courrier.example:8443/a", id="port"),
        pytest.param("https://courrier.example/a", "https://monde.example/a", id="host"),
    ],
)
def test_addresses_of_two_pages_are_two(left: str, right: str) -> None:
    """What can change the page is kept."""
    assert identity.canonical_url(left) != identity.canonical_url(right)


@given(st.text())
def test_any_url_has_a_canonical_form(url: str) -> None:
    """No text makes it fail, and the form is stable."""
    assert identity.canonical_url(url) == identity.canonical_url(url)


def test_ids_are_the_same_on_every_machine(write: Callable[..., Article]) -> None:
    """An id is 16 hexadecimal digits made from the URL alone, else from the text alone."""
    by_url = identity.new_id(write("un", url="https://courrier.example/a"))

    assert by_url == "f0b8215d916e0975"  # of the SHA-256 of "courrier.example/a"
    assert by_url == identity.new_id(write("deux", url="http://www.courrier.example/a/"))
    assert identity.new_id(write("un", source="/a")) == identity.new_id(write("un", source="/b"))
    assert identity.new_id(write("un")) != identity.new_id(write("deux"))


def test_another_place_is_no_other_version(write: Callable[..., Article]) -> None:
    """The version changes with what is shown, not with where the file lies."""
    first = write("un", title="Titre")

    assert identity.version(first) == identity.version(write("un", title="Titre", source="/ailleurs"))
    assert identity.version(first) != identity.version(write("un", title="Autre titre"))

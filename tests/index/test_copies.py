"""Wire copies are recognised, and other articles are not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import copies

Dispatch = Callable[[int], str]


def test_near_identical_texts_share_a_band(dispatches: Dispatch) -> None:
    """A text with a changed word or another headline stays a candidate, for every one of 100 texts."""
    for number in range(100):
        text = dispatches(number)
        edited = "Urgent : " + text.replace("juge", "magistrat", 1)

        assert copies.resemblance(copies.shingles(text), copies.shingles(edited)) >= copies.THRESHOLD
        assert set(copies.bands(text)) & set(copies.bands(edited))


def test_other_texts_share_no_band(dispatches: Dispatch) -> None:
    """Two unlike texts are not even candidates."""
    seen: set[int] = set()
    for number in range(200):
        mine = set(copies.bands(dispatches(number)))
        assert not mine & seen
        seen |= mine


@given(st.text())
@settings(max_examples=100, deadline=None)
def test_a_text_resembles_itself(text: str) -> None:
    """Case and punctuation around words do not count; a text without words resembles nothing."""
    alone = copies.shingles(text)

    assert copies.resemblance(alone, copies.shingles(f"  {text} !")) == (1.0 if alone else 0.0)
    assert copies.bands(text) == copies.bands(f"  {text} !")
    assert bool(copies.bands(text)) == bool(alone)


def test_bands_are_the_same_on_every_machine() -> None:
    """The archive compares bands across runs: they may not change."""
    assert copies.bands("La Valdorie ferme ses ports dès lundi.")[:2] == [7189378280270586, 68400090024858540]


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        pytest.param([("2031-05-02", "b"), ("2031-05-01", "z")], "z", id="earliest"),
        pytest.param([("2031-05-01", "b"), ("2031-05-01", "a")], "a", id="then smallest id"),
        pytest.param([(None, "a"), ("2031-05-01", "b")], "b", id="dated before undated"),
        pytest.param(
            [("2031-05-01T08:00:00+02:00", "a"), ("2031-05-01T06:30:00+00:00", "b")], "a", id="time zones"
        ),
        pytest.param([("mai 2031", "a"), ("2031-05-01", "b")], "b", id="no ISO date"),
    ],
)
def test_the_original_is_the_first_printed(members: list[tuple[str | None, str]], expected: str) -> None:
    """The earliest article is the original, in whatever order they come."""
    assert copies.earliest(members) == expected
    assert copies.earliest(reversed(members)) == expected

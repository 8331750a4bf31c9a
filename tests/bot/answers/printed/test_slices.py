"""Slices of one passage that stand one after the other."""

from __future__ import annotations

import pytest

from bot.answers.printed.slices import Slice
from index.news import Hit

TEXT = "La digue tient. Elle a coûté deux millions. Le maire s'en félicite.\n\nLa crue est passée."
HIT = Hit("p1", "a1", 100, 100 + len(TEXT), TEXT, 1.0)


def cut(words: str) -> Slice:
    """Return the slice of some words."""
    start = HIT.start + TEXT.index(words)
    return Slice.of_hit(HIT, start, start + len(words))


@pytest.mark.parametrize("first", [True, False], ids=["before", "after"])
def test_neighbours_become_one_slice(first: bool) -> None:
    """Whichever was chosen first, the text is one verbatim slice in the order it was printed."""
    one, other = cut("La digue tient."), cut("Elle a coûté deux millions.")
    whole = one.joined(other, HIT) if first else other.joined(one, HIT)
    assert whole is not None
    assert whole.text == "La digue tient. Elle a coûté deux millions."
    assert (whole.start, whole.end) == (100, 100 + len(whole.text))


@pytest.mark.parametrize(
    "other", ["Le maire s'en félicite.", "La crue est passée."], ids=["apart", "paragraph"]
)
def test_what_stands_apart_stays_apart(other: str) -> None:
    """A sentence between them, or a new paragraph, keeps two slices two."""
    assert cut("La digue tient.").joined(cut(other), HIT) is None
    assert cut("Le maire s'en félicite.").joined(cut("La crue est passée."), HIT) is None

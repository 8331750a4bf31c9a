"""What is seen of a stem without reading a text."""

from __future__ import annotations

import pytest

from bot.answers.check.comparing import rough
from bot.answers.check.stems import start_of, stems_of


@pytest.mark.parametrize(
    "word",
    ["pays", "égaux", "vaux", "Orbán", "œuvres", "20 000", "2,5", "O.N.U.", "ministères", "loi", "Nuñez"],
)
def test_a_word_shows_the_start_of_its_stem(word: str) -> None:
    """Whatever stemming changes, a text that holds a word holds the start of its stem: nothing is missed."""
    (stem,) = stems_of(word)[0]
    assert start_of(stem) in rough(f"Avant {word} après")

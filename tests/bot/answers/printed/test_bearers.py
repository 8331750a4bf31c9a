"""Two people of one family name are told apart by the titles and offices beside their names."""

from __future__ import annotations

import pytest

from bot.answers.printed import bearers
from index.news import Span, Statement

BOTH = (
    "La maire de Sorrin, Ilse Dorvan, a écrit au ministre des Transports, Anton Dorvan.\n"
    "M. Anton Dorvan n’a pas répondu."
)


def statement(speaker: str, surface: str) -> Statement:
    """Return words that a reader gave to a speaker."""
    return Statement("s", "a", speaker, "person", surface, "", "a dit", "direct", (), Span(0, 2, "La"))


@pytest.mark.parametrize(
    ("name", "gender"), [("Ilse Dorvan", "f"), ("Anton Dorvan", "m"), ("Odile Brançon", "")]
)
def test_gender_is_read_beside_the_full_name(name: str, gender: str) -> None:
    """Titles and the article of the office show it; nothing is guessed from first names."""
    assert bearers.gender(name, (BOTH,)) == gender


@pytest.mark.parametrize(
    ("speaker", "surface", "sure"),
    [
        pytest.param("Anton Dorvan", "Anton Dorvan", True, id="full name"),
        pytest.param("Anton Dorvan", "Mme Dorvan", False, id="title of the other"),
        pytest.param("Ilse Dorvan", "M. Dorvan", False, id="title of the other, the other way"),
        pytest.param("Ilse Dorvan", "il", False, id="pronoun of the other"),
        pytest.param("Ilse Dorvan", "Mme Dorvan", True, id="own title"),
        pytest.param("Ilse Dorvan", "Dorvan", False, id="bare name of two"),
        pytest.param("Anton Dorvan", "le ministre", True, id="own office"),
        pytest.param("Anton Dorvan", "la maire", False, id="office of the other"),
    ],
)
def test_whose_words_they_surely_are(speaker: str, surface: str, sure: bool) -> None:
    """What may be the other's is given to neither."""
    assert bearers.surely(statement(speaker, surface), BOTH, (BOTH,)) is sure


def test_a_bare_name_of_one_is_enough() -> None:
    """Where nobody else of the name is in the article, the family name alone is sure."""
    text = "Anton Dorvan est venu. « Bien », a dit Dorvan."
    assert bearers.surely(statement("Anton Dorvan", "Dorvan"), text, (text,))

"""bot/answers/questions/predicate.py: what a question takes for granted that somebody did."""

from __future__ import annotations

import pytest

from bot.answers.questions.question import read

DEEDS = {
    "inverted": (
        "Pourquoi Odile Tarvane a-t-elle démissionné ?",
        ("demissionn", "Odile Tarvane", True, False),
    ),
    "no accents": (
        "pourquoi Odile Tarvane a t elle demissionne",
        ("demissionn", "Odile Tarvane", True, False),
    ),
    "passive": ("Quand Colin Estève a-t-il été condamné ?", ("condamn", "Colin Estève", False, True)),
    "est-ce que": ("Est-ce que Colin Estève a triché ?", ("trich", "Colin Estève", True, False)),
    "who": ("Qui a fondé Brisane ?", ("fond", "Brisane", False, False)),
    "who, an article before": ("Qui a fondé la ville de Brisane ?", ("fond", "Brisane", False, False)),
    "short": ("Qui a tué Colin Estève ?", ("tu", "Colin Estève", False, False)),
    "English": ("Why did Odile Tarvane resign?", ("demissionn", "Odile Tarvane", True, False)),
    "English passive": ("Why was Colin Estève arrested?", ("arret", "Colin Estève", False, True)),
    "a verb of speech": ("Quand Odile Tarvane a-t-elle annoncé la grève ?", None),
    "a verb that says little": ("Où Odile Tarvane a-t-elle passé la nuit ?", None),
    "another's father": ("Pourquoi le père de Colin Estève a-t-il triché ?", None),
    "two": ("Pourquoi Odile Tarvane et Colin Estève ont-ils triché ?", None),
    "nobody named": ("Pourquoi le maire a-t-il démissionné ?", None),
    "no participle": ("Combien Odile Tarvane a-t-elle une dette ?", None),
    "an adjective": ("De qui Odile Tarvane est-elle proche ?", None),
}


@pytest.mark.parametrize(("question", "deed"), DEEDS.values(), ids=DEEDS)
def test_a_deed_is_read_with_whom_it_is_of(question: str, deed: tuple[str, str, bool, bool] | None) -> None:
    """Only a verb whose forms can be told, of one name that the question itself makes its bearer."""
    found = read(question).deed

    assert (found and (found.root, found.name, found.agent, found.passive)) == deed

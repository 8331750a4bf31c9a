"""A question that takes a statement for granted is read for the claim it makes."""

from __future__ import annotations

import pytest

from bot.answers.questions import premise

PRESUMED = {
    "pourquoi, que": (
        "Pourquoi Ilse Torvane a-t-elle dit qu'elle quitterait l'Ostrelle ?",
        "Ilse Torvane a-t-elle dit qu'elle quitterait l'Ostrelle ?",
    ),
    "est-ce que": (
        "Pourquoi est-ce que Marek Dovann a affirmé que la digue tiendrait ?",
        "Marek Dovann a affirmé que la digue tiendrait ?",
    ),
    "quand, between marks": (
        "Quand Marek Dovann a-t-il parlé, et dit « la digue tiendra » ?",
        "Marek Dovann a-t-il parlé, et dit « la digue tiendra » ?",
    ),
    "an office, in a speech": (
        "Dans quel discours la ministre a-t-elle promis que la digue tiendrait ?",
        "La ministre a-t-elle promis que la digue tiendrait ?",
    ),
    "an infinitive": (
        "Pourquoi Ilse Torvane a-t-elle dit avoir signé ?",
        "Ilse Torvane a-t-elle dit avoir signé ?",
    ),
    "English": (
        "Why did Ilse Torvane say that she would leave Ostrelle?",
        "Did Ilse Torvane say that she would leave Ostrelle?",
    ),
}


@pytest.mark.parametrize(("question", "claim"), PRESUMED.values(), ids=PRESUMED.keys())
def test_the_claim_of_a_question(question: str, claim: str) -> None:
    """Without what asks why, when or where a question is the claim that it makes."""
    assert premise.read(question) == claim


HONEST = [
    "Que dit Ilse Torvane de l'Ostrelle ?",
    "Que répond Ilse Torvane à ceux qui disent que la digue cédera ?",
    "Ilse Torvane a-t-elle dit qu'elle quitterait l'Ostrelle ?",
    "Qui a dit que la digue tiendrait ?",
    "Pourquoi la digue a-t-elle cédé ?",
    "Quand Ilse Torvane a-t-elle pris ses fonctions ?",
    "Pourquoi a-t-elle dit que la digue tiendrait ?",
    "Pourquoi dit-on que la digue tiendra ?",
    "Comment Ilse Torvane a-t-elle réagi ?",
    "Quand Ilse Torvane a-t-elle annoncé sa démission ?",
    "What did Ilse Torvane say?",
    "When did the dam break?",
    "",
]


@pytest.mark.parametrize("question", HONEST, ids=HONEST)
def test_other_questions_presume_no_statement(question: str) -> None:
    """What asks for words, or for no words, or names nobody, is answered as it is."""
    assert premise.read(question) is None

"""bot/answers/printed/figures.py: which figures and dates of two articles disagree on what is asked."""

from __future__ import annotations

import pytest

from bot.answers.printed import evidence, figures, judgement
from bot.answers.printed.findings import Findings
from bot.answers.questions.question import read
from index.news import Hit

BOATS = "Combien de barques ont quitté le port de Lindal le 17 novembre ?"
MARRIED = "Quand Odile Tarvane s'est-elle mariée ?"
TEXTS = {
    "two counts": (
        BOATS,
        "Le 17 novembre, 40 barques ont quitté le port de Lindal.",
        "Le port de Lindal a vu 52 barques quitter ses quais le 17 novembre.",
        True,
    ),
    "two days": (
        BOATS,
        "Le 17 novembre, des barques ont quitté le port de Lindal.",
        "Le 24 novembre, les barques ont quitté le port de Lindal.",
        False,
    ),
    "two days of it": (
        MARRIED,
        "Odile Tarvane s'est mariée le 3 juin.",
        "Le mariage d'Odile Tarvane a eu lieu le 5 juin.",
        True,
    ),
    "days of something else": (
        MARRIED,
        "Odile Tarvane a reçu les mariés le 3 juin.",
        "Les mariés ont vu Odile Tarvane le 5 juin.",
        False,
    ),
}


@pytest.mark.parametrize(("question", "one", "other", "differ"), TEXTS.values(), ids=TEXTS)
def test_articles_disagree_on_what_is_asked_alone(question: str, one: str, other: str, differ: bool) -> None:
    """A day counts nothing, and the day of something else is no other day of what is asked."""
    asked = read(question)
    words = evidence.weigh(asked, lambda _: 3, 1000)
    hits = [Hit(t[:9], t[:9], 0, len(t), t, 1.0) for t in (one, other)]
    ranked = judgement.rank(evidence.sentences_of(asked, words, hits))

    assert (
        bool(figures.disagreement(Findings(asked, tuple(words), tuple(hits), tuple(ranked), 1.0))) is differ
    )

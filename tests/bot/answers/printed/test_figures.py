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
    "two counts, asked in English": (
        "How many boats left the port of Lindal on 17 November?",
        "Le 17 novembre, 40 bateaux ont quitté le port de Lindal.",
        "Le port de Lindal a vu 52 bateaux quitter ses quais le 17 novembre.",
        True,
    ),
    "one count in other words, asked in English": (
        "How many boats left the port of Lindal?",
        "Le 17 novembre, 40 bateaux ont quitté le port de Lindal.",
        "40 bateaux sont partis du port de Lindal.",
        False,
    ),
    "the dead, whoever they are": (
        "How many people died in the fire of Lindal?",
        "Au moins 14 personnes sont mortes dans l'incendie de Lindal.",
        "L'incendie de Lindal a fait 17 morts.",
        True,
    ),
    "the dead, whoever they are, asked in French": (
        "Combien de personnes sont mortes dans l'incendie de Lindal ?",
        "Au moins 14 personnes sont mortes dans l'incendie de Lindal.",
        "L'incendie de Lindal a fait 17 morts.",
        True,
    ),
    "a figure in a name": (
        "Combien de barques du Port-19 de Lindal ont coulé ?",
        "À Lindal, 40 barques du Port-19 ont coulé.",
        "Des barques du Port-19, barques de Lindal, ont coulé.",
        False,
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

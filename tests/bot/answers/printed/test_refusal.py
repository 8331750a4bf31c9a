"""When nothing is answered although something was found."""

from __future__ import annotations

import pytest

from bot.answers.printed import evidence, judgement, refusal
from bot.answers.printed.findings import Findings
from bot.answers.questions.question import read
from index.news import Hit

TEXT = "La panne marque la fin du vieux bac de Sorrin. Le pont ouvre en juin."


@pytest.mark.parametrize(
    ("elsewhere", "passages", "probability", "why"),
    [
        (1, 3, 0.55, "nothing_found"),
        (1, 3, 0.9, None),
        (1, 300, 0.55, None),
        (0, 3, 0.9, None),
        (0, 3, 0.45, "nothing_found"),
        (0, 300, 0.45, None),
    ],
    ids=[
        "other articles",
        "other articles, but likely",
        "a large corpus",
        "other words",
        "hardly likely",
        "hardly likely, a large corpus",
    ],
)
def test_one_word_found_in_a_few_articles_may_be_chance(
    elsewhere: int, passages: int, probability: float, why: str | None
) -> None:
    """Where there is little to read, one word says nothing if the others stand in other articles."""
    asked = read("Qui a marqué pendant le tournoi ?")
    words = evidence.weigh(asked, lambda stem: elsewhere if stem == "tournoi" else 1, passages)
    hit = Hit("p", "a", 0, len(TEXT), TEXT, 1.0, "Un pont")
    ranked = judgement.rank(evidence.sentences_of(asked, words, [hit]))
    findings = Findings(asked, tuple(words), (hit,), tuple(ranked), probability, passages=passages)

    assert refusal.reason(findings) == why


def test_words_that_only_ask_are_not_missed_by_chance() -> None:
    """What says "le nom" seldom stands where the name is given, though it may stand in another article."""
    asked = read("Quel est le nom du bac ?")
    words = evidence.weigh(asked, lambda _: 1, 3)
    hit = Hit("p", "a", 0, len(TEXT), TEXT, 1.0, "Un pont")
    ranked = judgement.rank(evidence.sentences_of(asked, words, [hit]))

    assert refusal.reason(Findings(asked, tuple(words), (hit,), tuple(ranked), 0.45, passages=3)) is None

"""When nothing is answered although something was found."""

from __future__ import annotations

import pytest

from bot.answers.printed import evidence, judgement, refusal
from bot.answers.printed.findings import Findings
from bot.answers.questions.question import read
from index.news import Hit

TEXT = "La panne marque la fin du vieux bac de Sorrin. Le pont ouvre en juin."


@pytest.mark.parametrize(
    ("probability", "why"), [(1.0, None), (0.0, "nothing_found")], ids=["sure", "unsure"]
)
@pytest.mark.parametrize("passages", [3, 300])
def test_the_size_of_the_corpus_decides_nothing(passages: int, probability: float, why: str | None) -> None:
    """What is found weighs alike among a few articles and among many, be it one word or more."""
    asked = read("Qui a marqué pendant le tournoi ?")
    words = evidence.weigh(asked, lambda _: 1, passages)
    hit = Hit("p", "a", 0, len(TEXT), TEXT, 1.0, "Un pont")
    ranked = judgement.rank(evidence.sentences_of(asked, words, [hit]))
    findings = Findings(asked, tuple(words), (hit,), tuple(ranked), probability)

    assert refusal.reason(findings) == why

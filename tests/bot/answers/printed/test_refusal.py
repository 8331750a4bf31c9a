"""When nothing is answered although something was found."""

from __future__ import annotations

import pytest

from bot.answers.printed import evidence, judgement, refusal
from bot.answers.printed.findings import Findings
from bot.answers.questions.question import read
from index.news import Hit

TEXT = "La panne marque la fin du vieux bac de Sorrin. Le pont ouvre en juin."


@pytest.mark.parametrize(
    ("question", "passages", "why"),
    [
        ("Qui a marqué pendant le tournoi ?", 3, "nothing_found"),
        ("Qui a marqué la fin du bac ?", 3, None),
        ("Qui a marqué pendant le tournoi ?", 300, None),
    ],
    ids=["one word by chance", "several words", "a corpus that knows how rare the word is"],
)
def test_one_common_word_in_a_few_articles_is_chance(question: str, passages: int, why: str | None) -> None:
    """Where there is little to read, a single word of the question found says nothing."""
    asked = read(question)
    words = evidence.weigh(asked, lambda _: 1, passages)
    hit = Hit("p", "a", 0, len(TEXT), TEXT, 1.0, "Un pont")
    ranked = judgement.rank(evidence.sentences_of(asked, words, [hit]))
    findings = Findings(asked, tuple(words), (hit,), tuple(ranked), 1.0, passages=passages)

    assert refusal.reason(findings) == why

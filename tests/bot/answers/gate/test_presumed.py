"""A question that takes words for granted which were not said is answered with that first."""

from __future__ import annotations

import asyncio

import pytest

from bot.answers.engine import Engine
from bot.answers.printed import premise as answered
from bot.answers.questions import premise
from tests.bot.answers.gate import hostile
from tests.bot.answers.gate.conftest import Opened

FALSE = {
    "never said": "Pourquoi Ingrid Halvaune a-t-elle dit qu'elle quitterait la Ligue ?",
    "said by another": "Pourquoi Tomas Brelin a-t-il dit « Nous ne paierons pas pour les autres » ?",
    "denied": "Quand Osric Deval a-t-il déclaré avoir reçu un ordre de retrait ?",
    "unknown to the corpus": "Pourquoi Piet Hallmar a-t-il dit que la digue tiendrait ?",
    "in English": "Why did Ingrid Halvaune say that she would leave the Ligue?",
}
TRUE = {
    "in these words": "Pourquoi Ingrid Halvaune a-t-elle dit « Nous ne paierons pas pour les autres » ?",
    "in others": "Quand Éloïse Marchadier a-t-elle assuré que son pays fournirait cinq des douze navires ?",
}


@pytest.mark.parametrize("question", FALSE.values(), ids=FALSE.keys())
def test_a_false_premise_is_said_first(engine: Engine, question: str) -> None:
    """No such statement is found: with how much was searched, and what is nearest marked as no answer."""
    answer = asyncio.run(engine.ask(question))

    assert (answer.abstained, answer.reason, answer.citations) == (True, "no_such_statement", ())
    assert answer.question == question
    assert answer.scanned.articles == 18
    assert "«" not in answer.text


def test_the_nearest_statement_is_shown_as_such(engine: Engine) -> None:
    """What comes nearest stands in its article, beside the refusal."""
    answer = asyncio.run(engine.ask(FALSE["never said"]))

    assert "Halvaune" in answer.nearest[0].text
    assert "0 sur" in answer.text


def test_a_stranger_is_not_named_for_a_paraphrase(engine: Engine) -> None:
    """That somebody else said it is told of quoted words alone, of a paraphrase only what was searched."""
    answer = asyncio.run(engine.ask("Pourquoi Tomas Brelin a-t-il dit qu'il gèlerait sa contribution ?"))

    assert answer.reason == "no_such_statement"
    assert "Halvaune" not in answer.text


@pytest.mark.parametrize("question", TRUE.values(), ids=TRUE.keys())
def test_a_true_premise_is_answered(engine: Engine, question: str) -> None:
    """What was said is answered as any question is."""
    assert asyncio.run(engine.ask(question)).reason != "no_such_statement"


def test_premises_are_judged_rightly(sample_telling: Opened) -> None:
    """Of statements of the sample asked back most hold; given to others of their article none does."""
    held, moved = [], []
    for told in hostile.statements():
        if not told.fragments or (told.polarity, told.mood) != ("asserts", "indicative"):
            continue
        for speaker, into in ((told.speaker, held), *((other, moved) for other in told.others[:1])):
            claim = premise.read(f"Pourquoi {speaker} a-t-il dit « {told.fragments[0].strip(' .')} » ?")
            assert claim is not None
            into.append(answered.holds(sample_telling.check(claim, "fr")))
    assert sum(held) >= 0.9 * len(held)
    assert sum(moved) <= 0.02 * len(moved)

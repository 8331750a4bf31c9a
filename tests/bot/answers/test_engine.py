"""The engine answers with printed sentences, or with a model's as far as they are proved."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Sequence

import pytest

from bot.answers.answer import Answer
from bot.answers.engine import Engine
from bot.answers.questions.history import Turn
from index.archive import Archive
from index.errors import ModelError
from index.llm import Message
from index.retrieval import Searcher

PROSE = "Le nouveau toit a été dessiné par l’architecte Ilse Varenne. [$id]"
QUESTION = "Qui a dessiné le toit du musée de Brumes ?"


class Scripted:
    """A model that writes what it is told; `$id` becomes the id of the first passage it was given."""

    name = "scripted"

    def __init__(self, text: str, *, fails: bool = False) -> None:
        self.text, self.fails, self.asked = text, fails, 0
        self.told = ""

    async def stream(self, messages: Sequence[Message]) -> AsyncIterator[str]:
        """Write the text in small pieces."""
        self.asked += 1
        self.told = " ".join(m.content for m in messages)
        given = re.search(r'<passage id="(p[0-9a-f]{4})"', messages[-1].content)
        text = self.text.replace("$id", given.group(1) if given else "")
        for start in range(0, len(text), 7):
            yield text[start : start + 7]
        if self.fails:
            raise ModelError("le modèle scripted est injoignable")


def answered(searcher: Searcher, archive: Archive, model: Scripted, question: str = QUESTION) -> Answer:
    """Ask with a model."""
    return asyncio.run(Engine(searcher, archive, model=model).ask(question))  # type: ignore[arg-type]  # a scripted model


def test_proved_prose_is_shown(searcher: Searcher, archive: Archive) -> None:
    """Sentences that their passages prove are the answer, with verbatim citations."""
    answer = answered(searcher, archive, Scripted(PROSE))

    assert answer.mode == "llm"
    assert "Ilse Varenne" in answer.text
    assert answer.citations


@pytest.mark.parametrize(
    ("question", "told"),
    [
        pytest.param(QUESTION, "Réponds en français", id="French"),
        pytest.param("Who drew the roof of the museum of Brumes?", "Réponds en anglais", id="English"),
    ],
)
def test_a_model_is_told_the_language_of_the_question(
    searcher: Searcher, archive: Archive, question: str, told: str
) -> None:
    """Prose comes in the language of the question, whatever the language of the home."""
    model = Scripted(PROSE)

    answered(searcher, archive, model, question)

    assert model.asked == 1
    assert told in model.told


@pytest.mark.parametrize(
    "model",
    [
        pytest.param(Scripted("Le toit a été dessiné par", fails=True), id="fails midway"),
        pytest.param(Scripted("Le toit est l’œuvre de Norbert Lassalle. [p9999]"), id="invents a citation"),
        pytest.param(Scripted(""), id="writes nothing"),
    ],
)
def test_the_printed_answer_stands_in(searcher: Searcher, archive: Archive, model: Scripted) -> None:
    """Where nothing of a model's text can be shown the printed sentences are, with a note that says so."""
    answer = answered(searcher, archive, model)

    assert answer.mode == "extractive"
    assert "Ilse Varenne" in answer.text
    assert len(answer.notes) == 1


def test_a_model_may_decline(searcher: Searcher, archive: Archive) -> None:
    """A model that finds no answer in the passages is believed: a refusal with what came nearest."""
    answer = answered(searcher, archive, Scripted("RIEN"))

    assert answer.abstained
    assert answer.nearest


def test_no_model_is_asked_where_the_corpus_is_silent(searcher: Searcher, archive: Archive) -> None:
    """What a model wrote then could only come from elsewhere."""
    model = Scripted("Norbert Lassalle est un nageur. [$id]")
    answer = answered(searcher, archive, model, "Qui est Norbert Lassalle ?")

    assert answer.abstained
    assert model.asked == 0


def test_a_stream_ends_with_its_answer(searcher: Searcher, archive: Archive) -> None:
    """Pieces come first and joined they are the answer's text."""
    model = Scripted(PROSE)

    async def pieces() -> list[Answer | str]:
        engine = Engine(searcher, archive, model=model)  # type: ignore[arg-type]  # a scripted model
        return [piece async for piece in engine.stream(QUESTION)]

    *written, answer = asyncio.run(pieces())

    assert isinstance(answer, Answer)
    assert "".join(map(str, written)) == answer.text


def test_a_follow_up_is_made_whole(engine: Engine) -> None:
    """The question kept is the one typed; the turns before it say what it is about."""
    turns = [Turn("Combien de morts a fait la rupture du barrage d'Orvane ?", "31 morts")]
    answer = asyncio.run(engine.ask("et de blessés ?", history=turns))

    assert answer.question == "et de blessés ?"
    assert "140 blessés" in answer.text


def test_many_questions_at_once(engine: Engine) -> None:
    """One engine serves several conversations."""

    async def crowd() -> list[Answer]:
        return await asyncio.gather(*(engine.ask(QUESTION) for _ in range(8)))

    assert {a.text for a in asyncio.run(crowd())} == {asyncio.run(engine.ask(QUESTION)).text}

"""A question in, a cited Answer out: printed sentences, or a model's words as far as they are proved.

Where the evidence says that the corpus is silent the answer is a refusal, and no model is asked: what it
would write then could only come from elsewhere.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import prompts
from bot.answers.answer import Answer, Piece, Proposal
from bot.answers.gate import Gate
from bot.answers.printed import account, compared, extractive, findings, premise, refusal
from bot.answers.printed.account import Telling
from bot.answers.printed.findings import Findings, Reading, Searching
from bot.answers.questions import comparison, question
from bot.answers.questions import premise as presumption
from index.stages import Stage, happened, stage

if TYPE_CHECKING:
    from bot.answers.questions.history import Turn
    from bot.answers.written.generated import Draft
    from index.llm import Model

_logger = logging.getLogger(__name__)


class Engine:
    """Answers questions over one archive; safe to share between conversations, it keeps nothing of them.

    `language` ("fr" or "en") is that of what is printed around the articles' words, whatever the question is
    written in; a model's prose is in the language of the question.
    """

    def __init__(
        self,
        searcher: Searching,
        archive: Reading,
        model: Model | None = None,
        language: str = "fr",
        telling: Telling | None = None,
    ) -> None:
        self._searcher = searcher
        self._archive = archive
        self._model = model
        self._language = language
        self._telling = telling

    async def ask(
        self, question: str, *, language: str | None = None, history: Sequence[Turn] = ()
    ) -> Answer:
        """Return the answer, which may be a refusal.

        Raises:
            ArchiveError, ProjectionError, EmbeddingError: the corpus cannot be read. A failing model never
            raises.
        """
        async for piece in self.stream(question, language=language, history=history):
            if isinstance(piece, Answer):
                return piece
        raise AssertionError("a stream ends with its Answer")

    async def stream(
        self, question: str, *, language: str | None = None, history: Sequence[Turn] = ()
    ) -> AsyncIterator[Answer | Piece]:
        """Yield proved pieces of a model's text as they come, then the Answer, which replaces them.

        Without a model, and for a refusal, only the Answer comes. Raises what `ask` raises.
        """
        asked = stage("ask")
        try:
            async for piece in self._answered(question, language or self._language, history):
                if isinstance(piece, Answer):
                    _note(asked, piece)
                yield piece
        except BaseException as error:
            asked.end(error)
            raise

    async def _answered(
        self, question: str, language: str, history: Sequence[Turn]
    ) -> AsyncIterator[Answer | Piece]:
        whole = await self._whole(question, history)
        gate = self._gate()
        # In one go: each change of threads costs as much as a look into the archive.
        made = await asyncio.to_thread(self._made, whole, question, language, gate)
        if isinstance(made, Answer):
            yield made
            return
        async for piece in self._written(whole, *made, gate):
            yield piece

    async def _whole(self, question: str, history: Sequence[Turn]) -> str:
        """Return the question made whole by the turns before it."""
        if not history:
            return question
        from bot.answers.questions import history as turns

        return await turns.condense(question, history, self._model)

    def _gate(self) -> Gate:
        return Gate(self._archive.article, self._telling.covering if self._telling else None)

    def _made(self, whole: str, asked: str, language: str, gate: Gate) -> Answer | tuple[Findings, Proposal]:
        """Return the answer, or where a model is to write it, what it writes from and what is printed."""
        alone = self._presumed(whole, language) or self._compared(whole, language)
        if alone is not None:
            return _passed(gate, replace(alone, question=asked))
        found = self._find(whole)
        printed = replace(self._compose(found, language), question=asked)
        return _passed(gate, printed) if self._model is None or printed.reason else (found, printed)

    def _presumed(self, text: str, language: str) -> Proposal | None:
        """Return the refusal of a question that takes words for granted which were not said."""
        with stage("analyse"):
            claim = presumption.read(text) if self._telling else None
            if claim is None or self._telling is None:
                return None
            verdict = self._telling.check(claim, language)
            return None if premise.holds(verdict) else premise.refuse(text, verdict, self._archive.article)

    def _compared(self, text: str, language: str) -> Proposal | None:
        """Return what two voices say on one thing, where that is asked; a model adds nothing to it."""
        asked = comparison.read(text) if self._telling else None
        if asked is None or self._telling is None:
            return None
        with stage("compare"):
            corpus = compared.Corpus(self._searcher, self._archive, self._telling)
            return compared.compose(asked, text, corpus, language)

    def _find(self, text: str) -> Findings:
        with stage("analyse"):
            read = question.read(text)
        with stage("gather"):
            return findings.gather(read, self._searcher, self._archive, self._telling)

    def _compose(self, found: Findings, language: str) -> Proposal:
        with stage("answer"):
            scanned = self._archive.scanned()
            told = found.account
            counted = account.answer(found.question, told, scanned, language) if told else None
            if counted is not None:
                return counted
            printed = extractive.compose(found, scanned, language)
            return account.complete(printed, told) if told else printed

    async def _written(
        self, text: str, found: Findings, printed: Proposal, gate: Gate
    ) -> AsyncIterator[Answer | Piece]:
        """Yield the model's proved pieces, then the Answer made of them or of what was printed."""
        from bot.answers.written import claims, generated

        assert self._model is not None
        # A model answers in the language it was asked in; what we print around it keeps the user's.
        asked_in = claims.language(text) or printed.language
        draft: Draft | None = None
        with stage("write") as at:
            async for piece in generated.write(text, found.hits, self._model, asked_in, gate):
                if isinstance(piece, generated.Draft):
                    draft = piece
                    at.note(outcome=draft.outcome, sentences=len(draft.lines), refused=draft.removed)
                else:
                    yield piece
        settled = _settled(draft, found, printed) if draft else printed
        yield await asyncio.to_thread(_passed, gate, settled)


def _passed(gate: Gate, proposal: Proposal) -> Answer:
    with stage("gate") as at:
        answer = gate.answer(proposal)
        at.note(citations=len(answer.citations))
        return answer


def _note(asked: Stage, answer: Answer) -> None:
    """End the stage of a question; its answer is the last that is done for it."""
    asked.note(
        outcome="abstained" if answer.abstained else "answered",
        mode=answer.mode,
        citations=len(answer.citations),
        statements=len(answer.statements),
    )
    asked.show(question=answer.question, answer=answer.text)
    asked.end()


def _settled(draft: Draft, found: Findings, printed: Proposal) -> Proposal:
    """Return the proposal for what a model wrote; `printed` stands in where nothing of it can be shown."""
    if draft.outcome == "answered" and draft.citations:
        notes = printed.notes
        if draft.removed:
            notes = (*notes, prompts.message("answer.removed", printed.language, count=draft.removed))
        return replace(printed, lines=draft.lines, citations=draft.citations, mode="llm", notes=notes)
    if draft.outcome == "declined":
        refused = refusal.refuse(found, printed.scanned, printed.language, "nothing_found")
        return replace(refused, question=printed.question, mode="llm")
    _logger.info("the model's answer was not shown: %s", draft.outcome)
    happened("model_failed", reason=draft.outcome)
    if draft.outcome in ("timeout", "failed"):
        note = prompts.message("answer.model_failed", printed.language, reason=draft.error.rstrip("."))
    else:
        note = prompts.message("answer.model_unproved", printed.language)
    return replace(printed, notes=(*printed.notes, note))

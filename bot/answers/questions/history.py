"""Follow-up questions made whole, with a model where there is one and by rule where there is none.

A model's rewriting is only a proposal: it must be one short question in the same language that brings in no
name and no figure from outside the conversation; else the rule's question is taken.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass

import prompts
from bot.answers.questions import followups
from bot.answers.written import amounts, claims, generated, material
from index.analysis import content_terms, terms
from index.errors import ModelError
from index.llm import Message, Model

_TURNS = 6  # of the past that a question can lean on
_SHOWN = 600  # characters of an earlier answer that a model is shown
_PATIENCE = 12.0  # seconds: the rule's question at once is better than a perfect one after a minute
_LONGEST = 300  # characters of a rewritten question
_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Turn:
    """One question as it was typed, and the text of the answer that was shown for it."""

    question: str
    answer: str


async def condense(question: str, history: Sequence[Turn], model: Model | None = None) -> str:
    """Return the question as it is understood: alone, in the words of the conversation.

    Never raises for a model; its failure is the rule's turn.
    """
    recent = history[-_TURNS:]
    if not recent:
        return question
    resolved = followups.resolve(question, [(t.question, t.answer) for t in recent])
    if model is None or not (resolved != question or followups.depends(question)):
        return resolved
    proposal = await _proposed(question, recent, model)
    if proposal and acceptable(proposal, question, recent):
        return proposal
    return resolved


def acceptable(proposal: str, question: str, history: Sequence[Turn]) -> bool:
    """Tell whether a model's rewriting stays within the conversation.

    It is one line of at most 300 characters, in the question's language as far as that can be told, keeps
    every name and figure of the question, and has no other ones but the conversation's.
    """
    if not 0 < len(proposal) <= _LONGEST or "\n" in proposal or not content_terms(proposal):
        return False
    spoken = _language(question, history)
    if None not in {spoken, claims.language(proposal)} and claims.language(proposal) != spoken:
        return False
    said = " ".join([question, *(f"{t.question} {t.answer}" for t in history)])
    words, kept = {t.word for t in terms(said)}, {t.word for t in terms(proposal)}
    if not all(n.word in words for n in claims.names(proposal)):
        return False
    if not {n.word for n in claims.names(question)} <= kept:
        return False
    asked, rewritten = amounts.read(question, spoken), amounts.read(proposal, spoken)
    return asked <= rewritten <= amounts.read(said, spoken)


def _language(question: str, history: Sequence[Turn]) -> str | None:
    # "Et Dovann ?" has too few words to tell; the conversation has more.
    asked = [question, *(t.question for t in reversed(history))]
    return next((spoken for text in asked if (spoken := claims.language(text))), None)


async def _proposed(question: str, history: Sequence[Turn], model: Model) -> str:
    past = "\n".join(f"— {t.question}\n{t.answer[:_SHOWN]}" for t in history)
    text = prompts.prompt(
        "condense",
        language=material.LANGUAGES[_language(question, history) or "fr"],
        history=material.plain(past),
        question=material.plain(question),
    )
    written = ""
    try:
        async with asyncio.timeout(_PATIENCE), aclosing(model.stream([Message("user", text)])) as pieces:
            async for piece in pieces:
                written += piece
                if len(written) > 20 * _LONGEST:
                    break
    except (ModelError, TimeoutError) as error:
        _logger.debug("the question is resolved by rule: %s", error)
        return ""
    return generated.visible(written).strip().strip('«»“”"').strip()

"""The answer to a question on words that were not said: that, how much was searched, what is nearest."""

from __future__ import annotations

import prompts
from bot.answers.answer import Line, Proposal
from bot.answers.verdict import Verdict
from index.ledger.asked import Told
from index.news import Hit

_HOLDS = frozenset({"verbatim", "altered", "in_substance"})
_MOST = 3  # statements shown as nearest


def holds(verdict: Verdict) -> bool:
    """Tell whether what a question takes for granted was said, in these words or others.

    Where it is open who is meant nothing can be missed in that person's statements.
    """
    return verdict.verdict in _HOLDS or not verdict.speaker


def refuse(question: str, verdict: Verdict) -> Proposal:
    """Return the refusal that says what was found instead."""
    key = "no_such_statement" if verdict.verdict == "not_found" else "said_otherwise"
    near = (*verdict.evidence, *verdict.nearest)[:_MOST]
    return Proposal(
        question,
        verdict.language,
        (Line(prompts.message(f"refusal.{key}", verdict.language)), Line(verdict.explanation)),
        verdict.scanned,
        reason="no_such_statement",
        nearest=tuple(_hit(told) for told in near),
        notes=verdict.notes,
    )


def _hit(told: Told) -> Hit:
    article, content = told.article, told.statement.content
    return Hit(
        told.statement.id, article.id, content.start, content.end, content.text, 1.0,
        article.title, article.outlet, article.published, article.url, article.original,
    )  # fmt: skip

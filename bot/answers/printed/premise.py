"""The answer to a question on words that were not said: that, how much was searched, what is nearest."""

from __future__ import annotations

from collections.abc import Callable

import prompts
from bot.answers.answer import Line, Proposal
from bot.answers.printed import said
from bot.answers.verdict import Verdict
from bot.answers.written import claims
from bot.render import named
from index.news import Article, Hit

_HOLDS = frozenset({"verbatim", "altered", "in_substance"})
_MOST = 3  # statements shown as nearest


def holds(verdict: Verdict) -> bool:
    """Tell whether what a question takes for granted was said, in these words or others.

    Where it is open who is meant nothing can be missed in that person's statements.
    """
    return verdict.verdict in _HOLDS or not verdict.speaker


def refuse(question: str, verdict: Verdict, article: Callable[[str], Article | None]) -> Proposal:
    """Return the refusal that says what was found instead; `article` gives a stored article."""
    told = verdict.nearest if _by_chance(verdict) else (*verdict.evidence, *verdict.nearest)
    near = said.printed(told[:_MOST], article)
    return Proposal(
        question,
        verdict.language,
        tuple(Line(text) for text in _why(verdict)),
        verdict.scanned,
        reason="no_such_statement",
        nearest=tuple(_hit(words) for words in near),
        notes=verdict.notes,
    )


def _why(verdict: Verdict) -> tuple[str, str]:
    """Return what is wrong, then what was searched or found instead."""
    nothing = prompts.message("refusal.no_such_statement", verdict.language)
    if verdict.verdict == "not_found":
        return nothing, verdict.explanation
    if _by_chance(verdict):
        return nothing, _searched(verdict)
    return prompts.message("refusal.said_otherwise", verdict.language), verdict.explanation


def _by_chance(verdict: Verdict) -> bool:
    """Tell whether others were found to say it, but in words that are not quoted: that may be chance."""
    return verdict.verdict in ("other_speaker", "about_speaker") and not claims.quotations(verdict.claim)


def _searched(verdict: Verdict) -> str:
    scanned = verdict.scanned
    return prompts.message(
        "refusal.statements_searched",
        verdict.language,
        speaker=named.within(verdict.speaker, (verdict.claim, *_surfaces(verdict)), verdict.language),
        statements=scanned.statements_by_speaker or 0,
        naming=scanned.articles_naming_speaker or 0,
        articles=scanned.articles,
    )


def _surfaces(verdict: Verdict) -> list[str]:
    return [told.statement.speaker_surface for told in (*verdict.evidence, *verdict.nearest)]


def _hit(words: said.Words) -> Hit:
    article, start, end = words.article, words.before, words.span.end
    return Hit(
        f"{article.id}:{start}", article.id, start, end, article.text[start:end], 1.0,
        article.title, article.outlet, article.published, article.url, article.original,
    )  # fmt: skip

"""Asks every item with the search, the engine and the check of the commands, and marks what comes."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from bot.answers.answer import Answer
from bot.answers.verdict import Verdict
from bot.evaluation.figures import DEPTH
from bot.evaluation.items import Claim, Item, Judged, Question, Voice, key, label
from bot.evaluation.outcome import Outcome
from index.ledger.asked import Asked, Said
from index.news import Article, Hit
from index.people.tables import fold

_PASSAGES = 30  # several may be of one article
_SUPPORT = frozenset({"verbatim", "in_substance"})
_LINE = re.compile(r":\d+$")  # of a JSON Lines source
_SHORT = 300  # characters of an answer that a report keeps


class Asking(Protocol):
    """What is asked: one home, through the same doors as the commands."""

    def search(self, query: str, k: int) -> list[Hit]:
        """Return the passages that are found."""

    async def ask(self, question: str) -> Answer:
        """Return the answer."""

    async def check(self, claim: str) -> Verdict:
        """Return the verdict."""

    def said(self, asked: Asked) -> Said:
        """Return what somebody said."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The outcomes of a file of items; `left_out` are those none of whose articles is in the home."""

    outcomes: tuple[Outcome, ...]
    left_out: tuple[str, ...]


async def measure(
    items: Sequence[Item], asking: Asking, articles: Iterable[Article], told: Callable[[int], None]
) -> Measured:
    """Ask all items, one after the other; `told` hears how many are done.

    Raises:
        ArchiveError, ProjectionError, EmbeddingError: the home cannot be read.
    """
    names = _names(articles)
    outcomes, left_out = [], []
    # What is loaded at the first question is no question's time.
    await asyncio.to_thread(asking.search, label(items[0]), 1)
    for number, item in enumerate(items, start=1):
        wanted: set[str] = set()
        if isinstance(item, Question):
            wanted = {i for name in item.articles for i in names.get(name, ())}
        if isinstance(item, Question) and item.articles and not wanted:
            left_out.append(label(item))
        else:
            outcomes.append(await _measured(item, asking, wanted))
        told(number)
    return Measured(tuple(outcomes), tuple(left_out))


def _names(articles: Iterable[Article]) -> dict[str, set[str]]:
    """Return the ids of the articles that each id, URL, source or file name stands for."""
    names: dict[str, set[str]] = {}
    for article in articles:
        source = _LINE.sub("", article.source)
        for name in {article.id, article.url, article.source, source, Path(source).name} - {None, ""}:
            names.setdefault(str(name), set()).add(article.id)
    return names


async def _measured(item: Item, asking: Asking, wanted: set[str]) -> Outcome:
    if isinstance(item, Question):
        return await _question(item, asking, wanted)
    if isinstance(item, Claim):
        return await _claim(item, asking)
    if isinstance(item, Voice):
        return await _voice(item, asking)
    return await _judged(item, asking)


async def _question(item: Question, asking: Asking, wanted: set[str]) -> Outcome:
    outcome = Outcome(key(item), "question", label(item))
    rank = None
    if wanted:
        start = time.perf_counter()
        hits = await asyncio.to_thread(asking.search, item.text, _PASSAGES)
        outcome.spent["search"] = _since(start)
        rank = _rank(hits, wanted)
        outcome.measures.update(
            first=float(rank == 1),
            in_three=float(0 < rank <= 3),
            in_ten=float(0 < rank <= DEPTH),
            reciprocal_rank=1 / rank if 0 < rank <= DEPTH else 0.0,
        )
    start = time.perf_counter()
    answer = await asking.ask(item.text)
    outcome.spent["ask"] = _since(start)
    outcome.measures.update(_answered(item, answer, wanted))
    return _with(outcome, answer.text, rank)


def _answered(item: Question, answer: Answer, wanted: set[str]) -> dict[str, float]:
    if item.abstain:
        return {"rightly_refused": float(answer.abstained)}
    marks = {"answered": float(not answer.abstained)}
    if item.answers or item.every:
        any_ = not item.answers or any(shows(answer.text, a) for a in item.answers)
        every = all(shows(answer.text, a) for a in item.every)
        marks["shows_answer"] = float(not answer.abstained and any_ and every)
    if wanted:
        cited = {c.article_id for c in answer.citations}
        marks["cites_article"] = float(not answer.abstained and bool(cited & wanted))
    return marks


async def _claim(item: Claim, asking: Asking) -> Outcome:
    outcome = Outcome(key(item), "claim", label(item))
    start = time.perf_counter()
    verdict = await asking.check(item.text)
    outcome.spent["check"] = _since(start)
    outcome.measures["verdict_right"] = float(verdict.verdict in item.verdicts)
    if not _SUPPORT & set(item.verdicts):
        outcome.measures["nothing_made_up"] = float(verdict.verdict not in _SUPPORT)
    if item.speaker is not None:
        spoke = verdict.evidence[0].statement.speaker if verdict.evidence else ""
        outcome.measures["speaker_right"] = float(_same(spoke) == _same(item.speaker))
    return _with(outcome, f"{verdict.verdict}. {verdict.explanation}")


async def _voice(item: Voice, asking: Asking) -> Outcome:
    outcome = Outcome(key(item), "voice", label(item))
    start = time.perf_counter()
    said = await asyncio.to_thread(asking.said, Asked(item.speaker, item.topic, most=0))
    outcome.spent["said"] = _since(start)
    outcome.measures["statements_found"] = float(said.on_topic >= item.least)
    return _with(outcome, f"{said.on_topic} / {item.least}")


async def _judged(item: Judged, asking: Asking) -> Outcome:
    outcome = Outcome(key(item), "judged", label(item))
    start = time.perf_counter()
    answer = await asking.ask(item.text)
    outcome.spent["ask"] = _since(start)
    cited = {c.article_id for c in answer.citations}
    if item.good:
        # Other words of the same article are as good: what was liked may be shown longer or shorter.
        kept = answer.abstained if item.abstained else bool(cited & set(item.articles))
        outcome.measures["good_kept"] = float(kept)
    else:
        same = answer.abstained if item.abstained else _same(answer.text) == _same(item.shown)
        outcome.measures["bad_changed"] = float(not same)
    return _with(outcome, answer.text)


def shows(text: str, answer: str) -> bool:
    """Tell whether an answer stands in a text as words of its own ("14" not in "2014"), whatever its case."""
    return re.search(rf"(?<!\w){re.escape(_same(answer))}(?!\w)", _same(text)) is not None


def _same(text: str) -> str:
    return " ".join(fold(text).replace("’", "'").split())


def _rank(hits: Sequence[Hit], wanted: set[str]) -> int:
    found = list(dict.fromkeys(hit.article_id for hit in hits))
    return next((n for n, article in enumerate(found, start=1) if article in wanted), 0)


def _since(start: float) -> float:
    return round(1000 * (time.perf_counter() - start), 3)


def _with(outcome: Outcome, got: str, rank: int | None = None) -> Outcome:
    short = got if len(got) <= _SHORT else f"{got[:_SHORT].rstrip()}…"
    return Outcome(outcome.key, outcome.kind, outcome.label, outcome.measures, rank, outcome.spent, short)

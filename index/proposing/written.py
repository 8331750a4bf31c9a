"""An article as a model is asked about it, and what can be read of its answer.

Everything of the article passes `shown`, which takes out what no model should read, and stands within a seal
made from the text itself. What comes back is only read here: `index.statements.verify` judges it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import prompts
from index import tokens
from index.llm import Message
from index.news import Article, Statement
from index.statements import Proposal

Shown = Callable[[str], str]
"""Returns a foreign text as it may stand in a prompt, of the same words."""

_BUDGET = 1800  # tokens of paragraphs a request; with rules, list and answer it stays below 4,096
_LONGEST = 6000  # characters of a paragraph that a model is shown
_WORDS = 100  # characters of a known statement
_MOST = 200  # proposals of one answer


@dataclass(frozen=True, slots=True)
class Written:
    """What a model wrote: proposals, and how many pieces were none; `readable` where any of it was JSON."""

    proposals: tuple[Proposal, ...] = ()
    broken: int = 0
    readable: bool = False


def signature(model: str) -> str:
    """Return the name under which proposals of a model are kept; another prompt makes it another."""
    asked = prompts.prompt("paragraphs", seal="", paragraphs="", known="")
    wording = hashlib.sha256((prompts.prompt("propose", seal="") + asked).encode()).hexdigest()
    return f"{model} {wording[:8]}"


def requests(article: Article, known: Sequence[Statement], shown: Shown) -> Iterator[list[Message]]:
    """Yield what to send for an article, a few paragraphs at a time, with the statements known in them."""
    seal = hashlib.sha256(article.text.encode(errors="replace")).hexdigest()[:12]
    for part in _parts(article.text, shown):
        lines = [f"[{number}] {text}" for number, _, text in part]
        start, end = part[0][1], part[-1][1] + len(part[-1][2])
        held = [_line(s, shown) for s in known if start <= s.content.start <= end]
        asked = prompts.prompt(
            "paragraphs", seal=seal, paragraphs="\n".join(lines), known="\n".join(held) or "-"
        )
        yield [Message("system", prompts.prompt("propose", seal=seal)), Message("user", asked)]


def read(written: str) -> Written:
    """Return what a model proposes in its answer, of one that is cut off what is whole."""
    text = written.lstrip()
    if text.startswith("<think>"):
        text = text.partition("</think>")[2]
    proposals: list[Proposal] = []
    broken, readable = 0, False
    for value in _documents(text):
        items = _items(value)
        readable = readable or items is not None
        for item in (items or [])[:_MOST]:
            proposal = _proposal(item)
            if proposal is None:
                broken += 1
            else:
                proposals.append(proposal)
    return Written(tuple(dict.fromkeys(proposals))[:_MOST], broken, readable)


def _parts(text: str, shown: Shown) -> Iterator[list[tuple[int, int, str]]]:
    """Yield runs of (number, offset, text as shown) of the paragraphs that are not empty, by the budget."""
    part: list[tuple[int, int, str]] = []
    cost = at = number = 0
    for line in text.split("\n"):
        if line.strip():
            number += 1
            plain = shown(line[:_LONGEST]).strip()
            price = tokens.count(plain)
            if part and cost + price > _BUDGET:
                yield part
                part, cost = [], 0
            if plain:
                part.append((number, at, plain))
                cost += price
        at += len(line) + 1
    if part:
        yield part


def _line(statement: Statement, shown: Shown) -> str:
    words = [statement.speaker_surface or "?", statement.cue or "?", statement.content.text[:_WORDS]]
    return "- " + " | ".join(" ".join(shown(w).split()) for w in words)


def _documents(text: str) -> Iterator[Any]:
    """Yield the JSON values that stand in a text; of one that is cut off the values within it."""
    decoder = json.JSONDecoder()
    at = 0
    while True:
        starts = [place for mark in "[{" if (place := text.find(mark, at)) >= 0]
        if not starts:
            return
        at = min(starts)
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            at += 1
        else:
            yield value


def _items(value: Any) -> list[Any] | None:
    """Return what may be proposals in a JSON value, None where it is no answer."""
    if isinstance(value, dict):
        held = value.get("statements")
        if isinstance(held, list):
            return held
        return [value] if "content" in value else None
    if isinstance(value, list) and all(isinstance(item, dict) for item in value):
        return value
    return None


def _proposal(item: Any) -> Proposal | None:
    if not isinstance(item, dict):
        return None
    words = [item.get(name) for name in ("speaker", "cue", "content")]
    number = item.get("paragraph", 0)
    if isinstance(number, str) and number.isascii() and number.isdigit():
        number = int(number[:9])
    if not isinstance(number, int) or number < 0 or not all(isinstance(w, str) for w in words):
        return None
    speaker, cue, content = (str(w)[:_LONGEST] for w in words)
    return Proposal(int(number), speaker, cue, content) if content.strip() else None

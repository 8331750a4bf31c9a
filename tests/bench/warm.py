#!/usr/bin/env python3
"""Ask one open home many questions and print the times as JSON: a part of `speed.py`, in its own process."""

from __future__ import annotations

import asyncio
import json
import re
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parents[2])]

from bot import composition  # noqa: E402
from bot.evaluation.figures import hundredth  # noqa: E402
from bot.settings import Settings, from_environment  # noqa: E402
from index.ledger.asked import Asked  # noqa: E402
from tests.bench import rows  # noqa: E402

_SCREEN = 12  # statements that `said` shows, unless it is asked for all
_SPEAKERS = 100  # of whom `said` and `check` ask
_FIRST = 5  # questions that are asked before the clock starts


def main(home: Path, file: Path) -> None:
    """Print p50 and p95 in milliseconds by command, and a speaker and a claim for the cold starts."""
    settings = from_environment({"VERBATIM_HOME": str(home)}, None, None)
    questions = [row["question"] for row in rows.read(file)]
    names, claims = _said(settings)
    found: dict[str, Any] = {}
    with composition.desk(settings, lasting=True) as desk:
        searcher, engine = desk.searcher(), desk.engine()
        found |= _timed("search", questions, lambda q: searcher.search(q, 10))
        found |= _timed("ask", questions, lambda q: asyncio.run(engine.ask(q)))
    checker = composition.checker(settings)

    def said(name: str, most: int | None = _SCREEN) -> object:
        with composition.ledger(settings) as ledger:
            return ledger.said(Asked(name, most=most))

    found |= _timed("said", names, said)
    found |= _timed("said --all", names, lambda name: said(name, None))
    found |= _timed("check", claims, checker.check)
    print(json.dumps(found | {"speaker": names[0], "claim": claims[0]}, ensure_ascii=False))


def _timed(name: str, given: Sequence[str], ask: Callable[[str], object]) -> dict[str, float]:
    for text in given[:_FIRST]:
        ask(text)
    spent = []
    for text in given:
        start = time.perf_counter()
        ask(text)
        spent.append(1000 * (time.perf_counter() - start))
    return {f"{name} p50": hundredth(spent, 50), f"{name} p95": hundredth(spent, 95)}


def _said(settings: Settings) -> tuple[list[str], list[str]]:
    """Return who said most, and claims of their words: as printed, with a word changed, given to another.

    Raises:
        SystemExit: nobody who can be named says anything in these articles.
    """
    with composition.ledger(settings) as ledger:
        names = [s.name for s in ledger.speakers() if s.type == "person"][:_SPEAKERS]
        claims = []
        for number, name in enumerate(names):
            told = ledger.said(Asked(name)).told
            words = next((f.text for t in told for f in t.statement.fragments), None)
            if words is None:
                words = told[0].statement.content.text if told else name
            who = names[number - 1] if number % 3 == 2 else name
            claims.append(f"{who} a dit : « {_altered(words) if number % 3 == 1 else words} »")
    if not names:
        raise SystemExit("no named person says anything in these articles")
    return names, claims


def _altered(words: str) -> str:
    return re.sub(r"\b[a-zà-ÿ]{5,}\b", "autrement", words, count=1)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

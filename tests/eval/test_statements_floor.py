"""Floors of the reader on the annotated sample. They only rise: lower one only with the reason beside it.

    python -m pytest tests/eval/test_statements_floor.py

Counted as `statement_rules.py` compares: words that overlap an annotated quotation by half of their union.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from index.news import Article
from index.statements import read
from tests.eval.statement_rules import fold, known, overlap

SAMPLE = Path(__file__).parents[1] / "sample" / "statements.jsonl"
FLOORS = {"spans found": 0.96, "quotes right": 0.9, "speakers right": 0.91, "people found": 0.9}


def spoken(row: dict[str, Any]) -> set[str]:
    """Return the persons, bodies and places that an annotated article quotes."""
    named = [s for s in row["statements"] if s.get("speaker_type") in ("person", "org", "metonym")]
    return {fold(s["speaker"]) for s in named if s["speaker"]}


@pytest.fixture(scope="module")
def measured() -> dict[str, float]:
    """Return each figure over the whole sample."""
    gold = found = right = quoted = people = 0
    for line in SAMPLE.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        statements = read(
            Article(row["id"], row["text"], "eval", title=row.get("title"), published=row.get("published"))
        )
        pieces = [(f.start, f.end, fold(s.speaker)) for s in statements for f in s.fragments]
        for span, names, marked in known(row):
            if not marked:
                continue
            gold += 1
            best = max(pieces, key=lambda p: overlap(span, p[:2]), default=None)
            if best is not None and overlap(span, best[:2]) >= 0.5:
                found += 1
                right += best[2] in names
        quoted += len(spoken(row))
        people += len(spoken(row) & {fold(s.speaker) for s in statements})
    return {
        "spans found": found / gold,
        "quotes right": right / gold,
        "speakers right": right / found,
        "people found": people / quoted,
    }


@pytest.mark.parametrize("figure", FLOORS)
def test_the_reader_keeps_its_level(figure: str, measured: dict[str, float]) -> None:
    """No change reads the sample worse than before."""
    assert measured[figure] >= FLOORS[figure], measured

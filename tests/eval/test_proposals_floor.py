"""Floors of the verifier of proposals on the annotated sample. They only rise.

python -m pytest tests/eval/test_proposals_floor.py
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.eval.proposals import judge
from tests.eval.statement_rules import rows

SAMPLE = Path(__file__).parents[1] / "sample" / "statements.jsonl"
FALSE = ("other mouth", "other cue", "other words", "shortened", "narration", "paraphrased", "term")


@pytest.fixture(scope="module")
def counts() -> Counter[tuple[str, str]]:
    """Return what becomes of every true and false proposal over the sample."""
    counted: Counter[tuple[str, str]] = Counter()
    for row in rows(SAMPLE):
        judge(row, counted)
    return counted


def test_what_enters_is_right(counts: Counter[tuple[str, str]]) -> None:
    """Of all that enters, true and false proposals together, at least 98 in 100 are right."""
    assert counts["all", "right"] / (counts["all", "right"] + counts["all", "wrong"]) >= 0.98


def test_a_faithful_model_is_heard(counts: Counter[tuple[str, str]]) -> None:
    """Of statements that the grammar would have missed, proposed as printed, three in four enter."""
    assert counts["true", "right"] / counts["true", "proposed"] >= 0.75


@pytest.mark.parametrize("what", FALSE)
def test_no_kind_of_falsehood_enters(what: str, counts: Counter[tuple[str, str]]) -> None:
    """Nothing made false enters as something wrong; hundreds of each kind but terms are tried."""
    assert counts[what, "proposed"] >= (8 if what == "term" else 100)
    assert counts[what, "wrong"] == 0

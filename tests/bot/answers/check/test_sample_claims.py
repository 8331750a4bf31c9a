"""bot/answers/check: the claims that the sample corpus comes with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from index.analysis import fold
from tests.bot.answers.check.conftest import SAMPLE, Check

CLAIMS: list[dict[str, Any]] = json.loads((SAMPLE.parent / "questions.json").read_text(encoding="utf-8"))[
    "claims"
]


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda c: c["claim"])
def test_a_claim_gets_its_verdict_and_its_evidence(claim: dict[str, Any], check: Check) -> None:
    """Each claim has one of its verdicts, shown by a statement of the right speaker in a right document."""
    verdict = check(claim["claim"])

    shown = {
        (Path(t.article.source.partition(".jsonl:")[0]).stem, t.statement.speaker) for t in verdict.evidence
    }
    right = {Path(name).stem for name in claim["docs"]}
    assert verdict.verdict in claim["verdict"]
    assert bool(verdict.evidence) == bool(claim["docs"])
    assert not claim["docs"] or any(
        name in right and fold(speaker) in fold(claim["speaker"]) for name, speaker in shown
    )

"""The noun of `check`: what became of a claim that somebody said something."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from index.ledger.asked import Told
from index.news import Scanned

Word = Literal[
    "verbatim",
    "altered",
    "in_substance",
    "other_speaker",
    "about_speaker",
    "conditional",
    "denied",
    "not_found",
]
# What a difference marks: the printed words that a claim has left out or altered, and those it has instead.
CHANGED = re.compile(r"\[-(?P<printed>.*?)-\]|\{\+(?P<claimed>.*?)\+\}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether somebody said what a claim says, with the statements that show it.

    Attributes:
        id: as of an answer (`answer.fresh_id`).
        claim: as it was given.
        language: of the explanation, fr or en.
        speaker: whom the claim has speak: the canonical name, else as the claim has it, "" for nobody.
        explanation: one sentence for people.
        evidence: the statements on which the verdict rests, best first; none for not_found.
        diff: where words were altered, the printed words with those of the claim beside them:
            "une [-menace-] {+attaque+} directe"; else None.
        nearest: what comes closest of a verdict without evidence; it proves nothing and is shown as such.
        notes: remarks for people.
    """

    id: str
    claim: str
    language: str
    speaker: str
    verdict: Word
    explanation: str
    evidence: tuple[Told, ...]
    diff: str | None
    scanned: Scanned
    nearest: tuple[Told, ...] = ()
    notes: tuple[str, ...] = ()

"""What was found out about a claim, before it is put in words."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from bot.answers.verdict import Word
from index.ledger.hearing import Heard

Reason = Literal[
    "words", "near", "negated", "beside", "partly", "quoted", "content",
    "figures", "contrary", "denies", "model", "nothing",
]  # fmt: skip
_WORST: tuple[Word, ...] = (
    "not_found",
    "other_speaker",
    "about_speaker",
    "denied",
    "conditional",
    "altered",
    "in_substance",
    "verbatim",
)


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict with what it rests on.

    Attributes:
        reason: what makes it so, which its explanation says.
        evidence: statements that show it, best first.
        printed: for each statement of the evidence, the printed words that bear on the claim, with the
            phrase they stand in (`phrase.around`), of its quoted words; empty where none do.
        nearest: statements that come closest, and prove nothing.
        notes: keys of remarks ("announced": it is only said that he is going to say it).
    """

    word: Word
    reason: Reason = "nothing"
    evidence: tuple[Heard, ...] = ()
    printed: tuple[str, ...] = ()
    diff: str | None = None
    nearest: tuple[Heard, ...] = ()
    notes: tuple[str, ...] = field(default=())


def joined(decisions: list[Decision]) -> Decision:
    """Return the decision on a claim of several quotations: the worst of theirs, with the evidence of all."""
    worst = min(decisions, key=lambda d: _WORST.index(d.word))
    if len(decisions) == 1 or worst.word == "not_found":
        return worst
    same = [d for d in decisions if d.word == worst.word]
    evidence = {h.statement.id: h for d in [*same, *decisions] for h in d.evidence}
    printed = tuple(p for d in same for p in d.printed)
    diff = "\n".join(d.diff for d in decisions if d.diff) or None
    notes = tuple(dict.fromkeys(n for d in decisions for n in d.notes))
    return replace(worst, evidence=tuple(evidence.values()), printed=printed, diff=diff, notes=notes)

"""What became of the items of an evaluation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Group = Literal["retrieval", "answers", "abstention", "claims", "statements", "feedback"]
MEASURES: dict[str, Group] = {
    "first": "retrieval",
    "in_three": "retrieval",
    "in_ten": "retrieval",
    "reciprocal_rank": "retrieval",
    "answered": "answers",
    "shows_answer": "answers",
    "cites_article": "answers",
    "rightly_refused": "abstention",
    "verdict_right": "claims",
    "nothing_made_up": "claims",
    "speaker_right": "claims",
    "statements_found": "statements",
    "good_kept": "feedback",
    "bad_changed": "feedback",
}
"""Every measure by its group, in the order shown. Each is 0 or 1 of an item but those of `MEANS`."""
MEANS = frozenset({"reciprocal_rank"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was measured of one item.

    Attributes:
        key: `items.key`; equal in another run on the same item.
        kind: question, claim, voice or judged.
        label: the words people know it by.
        measures: 0 to 1 by name, of `MEASURES`; only what this item can tell.
        rank: of the first right article among the passages found, from 1; 0: not found; None: not asked.
        spent: milliseconds by command (search, ask, check, said).
        got: what came, in a few words: the verdict, the count, the text of the answer.
    """

    key: str
    kind: str
    label: str
    measures: dict[str, float] = field(default_factory=dict)
    rank: int | None = None
    spent: dict[str, float] = field(default_factory=dict)
    got: str = ""

    @property
    def wrong(self) -> tuple[str, ...]:
        """The measures in which it was wrong; a mean is none, it says what `first` says."""
        return tuple(name for name, value in self.measures.items() if value == 0 and name not in MEANS)
